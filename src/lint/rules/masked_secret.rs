//! OMS303: a mask where a password should stand.

use crate::lint::finding::{Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::redact::{MASK, is_mask, is_secret_key};
use crate::text::source::Place;

pub(super) struct MaskedSecret;

static META: Meta = Meta {
    code: "OMS303",
    name: "masked-secret",
    summary: "a mask such as `***` as the value of a secret",
    severity: Severity::Info,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "The value of a password or key is a mask: asterisks instead of the secret. So the OMS API answers.",
    why: "If such a configuration is written back to OMS as a whole, the mask becomes the password, and the component cannot \
          log in any more.",
    how: "Send only the keys that change (`dbType`, `checkpoint`), never the whole configuration. In the console, change only \
          the fields in question under OPS & Monitoring > Component > Update.",
    source: "That the API masks passwords is observed (high).",
};

impl Rule for MaskedSecret {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document<'a>(&self, context: Context<'_, 'a>, document: usize, findings: &mut Vec<Finding<'a>>) {
        let configuration = context.export.configuration(document);
        let entries = configuration.into_iter().flat_map(|configuration| configuration.entries_holding(MASK));
        let is_masked = |entry: &EntryRef<'a>| entry.value.text().is_some_and(is_mask) && is_secret_key(entry.key());
        let masked = entries.filter(is_masked);
        findings.extend(masked.map(|entry| finding(context, document, entry)));
    }
}

fn finding<'a>(context: Context<'_, 'a>, document: usize, entry: EntryRef<'a>) -> Finding<'a> {
    let place = Place { document, span: entry.value.span() };
    let component = context.export.owner(place);
    let mut finding = META.finding(context, component, place);
    finding.message = match component.map(Component::describe) {
        Some(component) => tr!(
            "`{key}` in the configuration of {component} is a mask, not the secret; written back to OMS, it would become the \
             password",
            key = entry.key(),
            component
        ),
        None => tr!(
            "`{key}` in the configuration of this file is a mask, not the secret; written back to OMS, it would become the \
             password",
            key = entry.key()
        ),
    };
    finding.label = tr!("a mask").into();
    finding.help = tr!("Send OMS only the keys that change, never this configuration as a whole.").into();
    finding
}
