//! What one finding comes to: the state that it brings its task to, and why.

use crate::lint::checkpoint;
use crate::lint::evidence::reach::{self, Reach};
use crate::lint::finding::{Finding, Severity, Tier};
use crate::lint::rule::Context;
use crate::lint::states::renames::renamed;
use crate::lint::states::{Reason, State, values};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::text::lang::{tr, translated};

/// What a finding brings its task to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    /// The state.
    pub state: State,
    /// Why.
    pub reason: Reason,
    /// What is known of the position, where a checkpoint is missing.
    pub reach: Option<Reach>,
}

/// What `finding`, about `component`, brings its task to; None for what only informs.
#[must_use]
pub(crate) fn ground(
    context: Context<'_, '_>,
    component: Option<&Component<'_>>,
    finding: &Finding<'_>,
) -> Option<Ground> {
    if finding.severity == Severity::Info {
        return None;
    }
    let reads = |component: &&Component<'_>| {
        let reader = ComponentKind::IncrSync(Plugin::Store);
        component.kind == reader || component.kind == ComponentKind::IncrSync(Plugin::LogProxy)
    };
    if finding.topic == Topic::Missing(SourceKey::Checkpoint)
        && let Some(component) = component.filter(reads)
    {
        return Some(without_checkpoint(context, component, finding));
    }
    let named = |words: String| Reason { rule: Some((finding.code, finding.rule)), words };
    let plain = |state, reason: Reason| Some(Ground { state, reason, reach: None });
    if matches!(finding.topic, Topic::Unread | Topic::Completeness) && finding.severity == Severity::Error {
        return plain(State::Unknown, named(finding.label.to_string()));
    }
    if finding.topic == Topic::Wrong(SourceKey::Checkpoint)
        && let Some(why) = component.and_then(|component| values::refused(context, component, finding))
    {
        return plain(State::Value, named(why.to_owned()));
    }
    let Some(fix) = &finding.fix else {
        // No value helps: otherwise it would be asked for.
        let state = if finding.severity == Severity::Error { State::Blocked } else { State::Confirm };
        return plain(state, named(words(finding)));
    };
    // Rows that come twice are duplicates in a queue, so a person decides where it begins.
    let into_queue = component.filter(|component| matches!(classify::sink(component), Sink::Queue(_)));
    // What the user gives is the user's, and not overruled.
    let is_users = |place: &crate::lint::finding::Evidence| {
        place.place.is_none_or(|place| !context.export.is_counted(place.document))
    };
    let is_given = fix.tier == Tier::Safe && !fix.evidence.is_empty() && fix.evidence.iter().all(is_users);
    if let Some(component) = into_queue.filter(|_| !is_given && changes_checkpoint(finding)) {
        let name = match classify::sink(component) {
            Sink::Queue(name) => name,
            _ => tr!("a queue"),
        };
        let words = tr!(
            "{title}. A person decides this: rows that are read again arrive twice in {queue}",
            title = fix.title,
            queue = name
        );
        return plain(State::Value, words.into());
    }
    match fix.tier {
        Tier::Safe => plain(State::Fix, fix.title.clone().into()),
        Tier::Unsafe => plain(State::Fix, guessed(&fix.title).into()),
        Tier::NeedsValue if finding.topic == Topic::Wrong(SourceKey::Checkpoint) => {
            plain(State::Value, named(words(finding)))
        }
        Tier::NeedsValue => {
            let key = finding.topic.key().map(SourceKey::name);
            let key = key.unwrap_or_else(|| finding.pointer.rsplit('/').next().unwrap_or_default());
            plain(State::Value, tr!("`{key}`: only a person knows the value", key).into())
        }
    }
}

/// What is to be settled, in as few words as the finding has: its task and component are known where a state is told.
fn words(finding: &Finding<'_>) -> String {
    match (finding.reason.as_str(), finding.label.as_str()) {
        ("", "") => finding.subject.shortened(&finding.message),
        ("", label) => label.to_owned(),
        (reason, _) => reason.to_owned(),
    }
}

fn guessed(title: &str) -> String {
    tr!("{title} (guessed: confirm it; written only with --unsafe-fixes)", title)
}

/// Whether the fix of a finding writes another checkpoint than stands there, or makes one of what stood under another name.
fn changes_checkpoint(finding: &Finding<'_>) -> bool {
    match finding.topic {
        Topic::Wrong(SourceKey::Checkpoint) => true,
        _ => renamed(finding).is_some_and(|(key, _)| key == SourceKey::Checkpoint),
    }
}

/// Whether the position of a component that lacks a checkpoint is known decides.
fn without_checkpoint(context: Context<'_, '_>, component: &Component<'_>, finding: &Finding<'_>) -> Ground {
    // The ids of clients are the keys of a checkpoint: without them there is nothing to ask for.
    if let Some(why) = checkpoint::keyless(component) {
        return Ground { state: State::Blocked, reason: why.to_owned().into(), reach: None };
    }
    if let Some(why) = values::refused(context, component, finding) {
        return Ground { state: State::Value, reason: why.to_owned().into(), reach: None };
    }
    let overrides = context.overrides(component);
    let is_given = |client: Client<'_>| overrides.checkpoint(client.key()).is_some();
    let is_there = |client: Client<'_>| {
        let entry = component.source().and_then(|source| checkpoint::entry_of(source, client));
        entry.is_some_and(|entry| !entry.value.is_blank())
    };
    let reach =
        reach::of(context.export, component, context.settings.now, &|client| is_there(client) || is_given(client));
    let tier = finding.fix.as_ref().map(|fix| fix.tier);
    let title = finding.fix.as_ref().map_or("", |fix| fix.title.as_str());
    let is_queue = matches!(classify::sink(component), Sink::Queue(_));
    let (state, reason) = match (&reach, tier) {
        // What the user gives is the user's, and not overruled.
        (_, Some(Tier::Safe)) => (State::Fix, title.to_owned()),
        (Reach::Within { words, .. }, Some(Tier::Unsafe)) if !is_queue => {
            let words = tr!(
                "{title} (guessed: confirm it; written only with --unsafe-fixes) ({position})",
                title,
                position = words
            );
            (State::Fix, words)
        }
        (Reach::Within { words, .. }, _) => {
            (State::Value, tr!("a checkpoint, which a person decides: {position}", position = words))
        }
        // A new Store reaches back as far as the source's log does, and no export tells how far that is.
        (Reach::Beyond { why, .. }, _) => (
            State::Value,
            tr!(
                "a checkpoint, which a person copies from where the task stands: {why}; {way}",
                why,
                way = translated(reach::NEW_STORE)
            ),
        ),
        (Reach::Nowhere { why }, _) => (State::Clone, tr!("no position can be had: {why}", why)),
        (Reach::Nothing { why }, _) => {
            (State::Value, tr!("a checkpoint, which a person copies from where the task stands: {why}", why))
        }
    };
    Ground { state, reason: reason.into(), reach: Some(reach) }
}
