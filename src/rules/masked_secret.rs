//! OMS303: a mask where a password should stand.

use memchr::memmem::Finder;

use crate::component::Component;
use crate::document::Document;
use crate::finding::{Finding, Place, Severity};
use crate::node::EntryRef;
use crate::redact::{is_mask, is_secret_key};
use crate::rule::{Context, Meta, Rule};

pub(super) struct MaskedSecret;

static META: Meta = Meta {
    code: "OMS303",
    name: "masked-secret",
    summary: "a mask such as `***` as the value of a secret",
    severity: Severity::Info,
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

    fn check<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        // In JSON, asterisks are written as they are, or as `\u002a`; in INI, as they are.
        let (mask, escape) = (Finder::new("***"), Finder::new("\\u"));
        let holds = |text: &str, words: &Finder<'_>| words.find(text.as_bytes()).is_some();
        let may_hold_mask = |text: &str| holds(text, &mask) || holds(text, &escape);
        let is_worth =
            |document: &Document| !matches!(document.syntax().name(), "json" | "ini") || may_hold_mask(document.text());
        context.export.visit_mappings(is_worth, may_hold_mask, |document, mapping| {
            let masked = |entry: &EntryRef<'a>| entry.value.text().is_some_and(is_mask) && is_secret_key(entry.key());
            findings.extend(mapping.entries().filter(masked).map(|entry| finding(context, document, entry)));
        });
    }
}

fn finding<'a>(context: Context<'_, 'a>, document: usize, entry: EntryRef<'a>) -> Finding<'a> {
    let place = Place { document, span: entry.value.span() };
    let component = context.export.owner(place);
    let mut finding = META.finding(context, component, place);
    let of = component.map_or_else(|| "this file".into(), Component::describe);
    finding.message = format!(
        "`{}` in the configuration of {of} is a mask, not the secret; written back to OMS, it would become the password",
        entry.key()
    );
    finding.label = "a mask".into();
    finding.help = "Send OMS only the keys that change, never this configuration as a whole.".into();
    finding
}
