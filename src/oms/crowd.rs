//! Tasks of so many components that each of these must not ask all others: a site that was copied two hundred times, by people who
//! lost the ids on the way. Copies that say the same word for word speak a few times, and the rest of them add nothing.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::oms::component::Component;
use crate::text::document::Document;

/// A task of more components than these is a crowd.
pub(super) const CROWD: usize = 32;

/// So many copies that say the same are heard: more than one, for each is asked what the others say.
const HEARD: u32 = 4;

/// The components that speak for each crowd, by their numbers, in order.
pub(super) type Crowds = HashMap<Box<str>, Vec<usize>>;

/// Those of these tasks, of very many components, each given by its components with their numbers.
pub(super) fn among<'c, 'a: 'c>(
    document: &dyn Fn(usize) -> Option<&'a Document>,
    tasks: impl Iterator<Item = Vec<(usize, &'c Component<'a>)>>,
) -> Crowds {
    let speaking = |of_task: Vec<(usize, &'c Component<'a>)>| {
        let task = of_task.first()?.1.task.as_deref()?.into();
        let mut heard: HashMap<u64, u32> = HashMap::new();
        let speaks = |(_, component): &(usize, &Component<'a>)| {
            let Some(content) = content(document, component) else { return true };
            let times = heard.entry(content).or_default();
            *times += 1;
            *times <= HEARD
        };
        Some((task, of_task.into_iter().filter(speaks).map(|(number, _)| number).collect()))
    };
    tasks.filter_map(speaking).collect()
}

/// What a component says, in short; None for one that is a component of its own, or of which more is known than its files say.
fn content<'a>(document: &dyn Fn(usize) -> Option<&'a Document>, component: &Component<'_>) -> Option<u64> {
    if component.id.is_some() || component.reported.is_some() || component.running.is_some() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    (component.kind.name(), component.direction.label(), component.direction_stated).hash(&mut hasher);
    component.subtopic.hash(&mut hasher);
    for section in component.sections.iter().map(Option::as_ref).chain([component.config()]) {
        let text = section.and_then(|section| Some(section.extent().of(document(section.document)?.text())));
        text.hash(&mut hasher);
    }
    Some(hasher.finish())
}
