//! OMS301: a key that stands twice in one object, mapping or section.

use std::collections::HashMap;

use crate::lint::finding::{Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::text::document::Document;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::source::Place;

pub(super) struct DuplicateKey;

static META: Meta = Meta {
    code: "OMS301",
    name: "duplicate-key",
    summary: "a key twice in one object, mapping or section",
    severity: Severity::Error,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "A key that stands twice in one object, mapping or section of a configuration, JSON inside strings included.",
    why: "Readers differ in which of the two they take, so what OMS runs with and what a person sees may not be the \
          same. No fix is written into a section with a duplicate key.",
    how: "Find out which value the running component has (OPS & Monitoring > Component > Update in the console shows \
          it), delete the other one, and run omslint again.",
    source: "JSON (RFC 8259) leaves the meaning of duplicate names open; that libraries differ is observed (high).",
};

impl Rule for DuplicateKey {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document<'a>(&self, context: Context<'_, 'a>, document: usize, findings: &mut Vec<Finding<'a>>) {
        let configuration = context.export.configuration(document).filter(|document| document.may_repeat_keys());
        let mappings = configuration.into_iter().flat_map(Document::mappings);
        for mapping in mappings {
            let mut seen: HashMap<&str, EntryRef<'a>> = HashMap::new();
            for entry in mapping.entries() {
                if let Some(first) = seen.insert(entry.key(), entry) {
                    findings.push(finding(context, document, first, entry));
                }
            }
        }
    }
}

fn finding<'a>(context: Context<'_, 'a>, document: usize, first: EntryRef<'a>, again: EntryRef<'a>) -> Finding<'a> {
    let place = Place { document, span: again.key_span() };
    let component = context.export.owner(place);
    let mut finding = META.finding(context, component, place);
    finding.message = match component.map(Component::describe) {
        Some(component) => tr!(
            "the key `{key}` stands twice in one place in the configuration of {component}; readers differ in which value they \
             take, so nothing is fixed here",
            key = again.key(),
            component
        ),
        None => tr!(
            "the key `{key}` stands twice in one place in the configuration of this file; readers differ in which value they \
             take, so nothing is fixed here",
            key = again.key()
        ),
    };
    finding.label = tr!("and here again").into();
    finding.related =
        vec![Label { place: Place { document, span: first.key_span() }, message: tr!("it stands here").into() }];
    finding.advise(
        tr!(
            "Look up in the console which value the component runs with (OPS & Monitoring > Component > Update), delete the \
             other one, and run omslint again"
        ),
        "",
    );
    finding
}
