//! OMS304: a password or key in plain text.

use crate::lint::finding::{Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::export::Role;
use crate::text::lang::tr;
use crate::text::redact;
use crate::text::source::Place;

pub(super) struct PlaintextSecret;

static META: Meta = Meta {
    code: "OMS304",
    name: "plaintext-secret",
    summary: "a password or key in plain text",
    severity: Severity::Warning,
    topic: Topic::Other,
    is_default: false,
    fix: None,
    what: "A password, key or token that stands in plain text in a file of OMS: as the value of a key that is named like one, \
           inside a JSON-encoded string, in a URL, or in a comment. Masks such as `***` are no secret.",
    why: "OMS writes its secrets in plain text into every one of these files, so an export gives them to everybody who can \
          read it, and to the history of a repository for good.",
    how: "Keep exports where only those who need them can read them, never in a shared repository. If one got out, change the \
          password in the database and in OMS. omslint shows no secret in its reports; the files it writes hold them, as the \
          originals do.",
    source: "That these files hold their secrets in plain text is observed (high).",
};

impl Rule for PlaintextSecret {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document<'a>(&self, context: Context<'_, 'a>, document: usize, findings: &mut Vec<Finding<'a>>) {
        let is_read = matches!(context.export.roles.get(document), Some(Role::Configuration(_) | Role::Evidence(_)));
        let read = context.export.document(document).filter(|_| is_read);
        let spans = read.into_iter().flat_map(redact::secrets);
        findings.extend(spans.map(|span| finding(context, Place { document, span })));
    }
}

fn finding<'a>(context: Context<'_, 'a>, place: Place) -> Finding<'a> {
    let component = context.export.owner(place);
    let mut finding = META.finding(context, component, place);
    let component = component.map(Component::describe);
    let key = finding.pointer.rsplit('/').next().filter(|key| redact::is_secret_key(key));
    let key = key.map(|key| key.replace("~1", "/").replace("~0", "~"));
    finding.message = match (key, component) {
        (Some(key), Some(component)) => tr!(
            "`{key}` in the configuration of {component} stands in plain text, for everybody who can read the file",
            key,
            component
        ),
        (Some(key), None) => {
            tr!("`{key}` in this file stands in plain text, for everybody who can read the file", key)
        }
        (None, Some(component)) => tr!(
            "a secret in the configuration of {component} stands in plain text, for everybody who can read the file",
            component
        ),
        (None, None) => {
            tr!("a secret in this file stands in plain text, for everybody who can read the file").to_owned()
        }
    };
    finding.label = tr!("in plain text").into();
    finding.help =
        tr!("Keep this file where only those who need it can read it. If it got out, change the password in the \
         database and in OMS.")
        .into();
    finding
}
