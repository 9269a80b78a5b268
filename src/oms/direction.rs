//! What states which way a component goes: its id, and its own content. Whether they agree, others ask.

use crate::oms::component::Component;
use crate::oms::id::direction_in;
use crate::oms::kind::{ComponentKind, Direction, Plugin, SectionName};
use crate::text::node::EntryRef;

/// A direction, and what states it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatedWay<'a> {
    /// The direction.
    pub direction: Direction,
    /// The key that states it, with the number of its document; None: the id.
    pub entry: Option<(usize, EntryRef<'a>)>,
}

/// What its own content states: the switch `isReverse`, then the name that OMS made for it. What comes first counts.
pub(super) fn in_content<'c, 'a>(component: &'c Component<'a>) -> impl Iterator<Item = StatedWay<'a>> + use<'c, 'a> {
    let coordinator = component.section(SectionName::Coordinator);
    let sections = coordinator.into_iter().chain(component.config());
    let switches = sections.flat_map(|section| {
        let entries = ["coordinatorFile.isReverse", "isReverse"].map(|key| (section.document, section.entry(key)));
        entries.into_iter().filter_map(|(document, entry)| {
            let entry = entry?;
            let direction = if entry.value.flag()? { Direction::Reverse } else { Direction::Forward };
            Some(StatedWay { direction, entry: Some((document, entry)) })
        })
    });
    let of_coordinator = coordinator.map(|section| (section, "taskName"));
    let of_checker = component.config().map(|config| (config, "task.name"));
    let names = of_coordinator.into_iter().chain(of_checker).filter_map(|(section, key)| {
        let entry = section.entry(key)?;
        let direction = direction_in(entry.value.filled()?)?;
        Some(StatedWay { direction, entry: Some((section.document, entry)) })
    });
    switches.chain(names)
}

/// All that states a direction: the id, and what stands in the component.
pub(crate) fn stated<'a>(component: &Component<'a>) -> Vec<StatedWay<'a>> {
    let ends = [ComponentKind::IncrSync(Plugin::JdbcWriter), ComponentKind::Store];
    let by_id = component.id.as_ref().and_then(|id| {
        // `…_source` says which way a writer or a Store goes, and not of what is neither.
        let is_told = id.kind.is_none_or(|named| named.name() == component.kind.name() || !ends.contains(&named));
        id.direction_of(component.kind).or(id.direction).filter(|_| is_told)
    });
    let by_id = by_id.map(|direction| StatedWay { direction, entry: None });
    by_id.into_iter().chain(in_content(component)).collect()
}
