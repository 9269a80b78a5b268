//! `cm.sh`: the calls of the Cluster Manager that enter what is known, one task at a time, with the way back.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::cm_texts;
use super::steps::{self, Flavour, Step};
use super::tasks::{TaskPlan, Wanted};
use crate::lint::states::State;
use crate::oms::time::Zone;
use crate::text::lang::{comma, tr};
use crate::text::node::as_text;
use crate::text::shell::quoted;

/// The script up to the calls.
const HEAD: &str = include_str!("cm_head.sh");

/// The script after the calls.
const TAIL: &str = include_str!("cm_tail.sh");

/// A word for a URL's query.
fn encoded(word: &str) -> String {
    let mut out = String::new();
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A name in a comment, on one line.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// `{"source":{…}}` with values as the Cluster Manager takes them: strings, nested ones JSON-encoded.
fn body<'e>(entries: impl Iterator<Item = (&'e str, &'e Value)>) -> String {
    let source: Map<String, Value> = entries.map(|(key, value)| (key.to_owned(), as_text(value).into())).collect();
    let mut root = Map::new();
    root.insert("source".to_owned(), Value::Object(source));
    Value::Object(root).to_string()
}

/// The script.
pub(super) fn script(tasks: &[TaskPlan], zone: Zone) -> String {
    let managers = managers(tasks);
    let is_several = managers.len() > 1;
    let ready: Vec<&TaskPlan> = tasks.iter().filter(|task| is_called(task, is_several)).collect();
    let mut text = cm_texts::said(HEAD, cm_texts::HEAD);
    text.push_str("\nknown_tasks=(");
    for task in &ready {
        text.push_str(&format!("\n  {}", quoted(&task.name)));
    }
    text.push_str(if ready.is_empty() { ")\n\n" } else { "\n)\n\n" });
    let silent: Vec<(&TaskPlan, &str)> =
        tasks.iter().filter_map(|task| Some((task, no_call(task, is_several)?))).collect();
    text.push_str(&format!("# {}\nsilent=(", tr!("What is to be entered and has no call: a task, and why.")));
    for (task, why) in &silent {
        text.push_str(&format!("\n  {} {}", quoted(&task.name), quoted(why)));
    }
    text.push_str(if silent.is_empty() { ")\n\n" } else { "\n)\n\n" });
    let others = others(tasks, is_several);
    text.push_str(&format!("other_states={}\n\n", quoted(others.as_deref().unwrap_or_default())));
    text.push_str("managers=(");
    for group in managers.iter().filter(|_| is_several) {
        text.push_str(&format!("\n  {}", quoted(&addresses(group))));
    }
    text.push_str(if is_several { "\n)\n\n" } else { ")\n\n" });
    text.push_str("calls() {\n");
    if ready.is_empty() {
        let why = if silent.is_empty() && others.is_none() {
            tr!("There is nothing to call: no task of this plan needs a value.")
        } else {
            tr!("There is nothing to call: what this plan still needs, no call can enter; see below.")
        };
        text.push_str(&format!("  say {}\n", quoted(why)));
    }
    for task in ready {
        text.push_str(&format!("\n  # {}\n", comment(&task.name)));
        for step in task.due().filter(|step| step.has_call(is_several)) {
            if is_several && let Some(own) = managers.iter().find(|group| !group.is_disjoint(&step.managers)) {
                text.push_str(&format!("  manager={}\n", quoted(&addresses(own))));
            }
            call(task, step, zone, &mut text);
        }
        for (part, why) in rest(task, is_several) {
            text.push_str(&format!("  rest {} {} {}\n", quoted(&task.name), quoted(&part), quoted(why)));
        }
    }
    text.push_str("}\n");
    text.push_str(&cm_texts::said(TAIL, cm_texts::TAIL));
    text
}

/// The Cluster Managers of what is called.
pub(super) fn managers(tasks: &[TaskPlan]) -> Vec<BTreeSet<String>> {
    steps::managers(tasks.iter().flat_map(TaskPlan::due))
}

/// The addresses of a Cluster Manager in one word of the script.
fn addresses(group: &BTreeSet<String>) -> String {
    Vec::from_iter(group.iter().map(String::as_str)).join(" ")
}

/// Whether a task has a call; `is_several` says that the plan is of several Cluster Managers.
fn is_called(task: &TaskPlan, is_several: bool) -> bool {
    task.due().any(|step| step.has_call(is_several))
}

/// Why there is no call for a task that is to be fixed; None where there is one, and for tasks that need something else.
fn no_call(task: &TaskPlan, is_several: bool) -> Option<&'static str> {
    if is_called(task, is_several) {
        return None;
    }
    if let Some(step) = task.due().next() {
        return Some(uncalled(step));
    }
    if task.state != State::Fix {
        return None;
    }
    Some(match task.wanted.iter().find(|wanted| wanted.is_guess) {
        Some(guess) => still_wanted(guess),
        None => tr!(
            "this plan has no step for it: its rule was not run (--select, --ignore), its fix failed its proof, or what it needs is \
             no plain key of a source that reads a Store; see the runbook"
        ),
    })
}

/// Why a component that is to be entered has no call.
fn uncalled(step: &Step) -> &'static str {
    match step.component {
        None => tr!("the id of its component is not known, so no call can name it; use the console"),
        Some(_) => tr!(
            "the plan is of several Cluster Managers, and its clients name none, so nothing says which one to call; use the console"
        ),
    }
}

/// Why there is no call for a value that is wanted.
fn still_wanted(wanted: &Wanted) -> &'static str {
    if !wanted.is_in_source {
        tr!("what it needs is no key of `source`, and no call is known for it; use the console")
    } else if wanted.is_guess {
        tr!("its values are guessed; confirm them, then plan again with --unsafe-fixes")
    } else {
        tr!("a value of it is not known; see VALUE in the runbook")
    }
}

/// The parts of a task that no call enters, each once, and why: whoever sees that the others are done takes the task for done.
fn rest(task: &TaskPlan, is_several: bool) -> Vec<(String, &'static str)> {
    let name = |step: &Step| step.component.as_ref().unwrap_or(&step.path).clone();
    let steps = task.due().filter(|step| !step.has_call(is_several)).map(|step| (name(step), uncalled(step)));
    let part = |wanted: &Wanted| wanted.id.as_ref().unwrap_or(&wanted.component).clone();
    let wanted = task.wanted.iter().map(|wanted| (part(wanted), still_wanted(wanted)));
    let mut parts: Vec<(String, &'static str)> = Vec::new();
    for (part, why) in steps.chain(wanted) {
        if !parts.contains(&(part.clone(), why)) {
            parts.push((part, why));
        }
    }
    parts
}

/// How many tasks need something that no call does, by state.
fn others(tasks: &[TaskPlan], is_several: bool) -> Option<String> {
    let is_silent = |task: &TaskPlan| no_call(task, is_several).is_some() || is_called(task, is_several);
    let is_other = |task: &&TaskPlan| !is_silent(task) && task.state != State::Ready;
    let count = |state: State| tasks.iter().filter(is_other).filter(|task| task.state == state).count();
    let counts = State::ALL.into_iter().map(|state| (count(state), state)).filter(|(count, _)| *count > 0);
    let words: Vec<_> = counts.map(|(number, state)| tr!("{number} {state}", number, state = state.name())).collect();
    (!words.is_empty()).then(|| words.join(comma()))
}

/// One line a component: who, which calls, what to send, what to send back, and key by key what was and what is to be.
fn call(task: &TaskPlan, step: &Step, zone: Zone, text: &mut String) {
    let Some(id) = &step.component else { return };
    let flavour = match step.flavour {
        Flavour::V2 => "v2",
        Flavour::Light => "light",
    };
    let new = body(step.entries.iter().map(|entry| (entry.key.as_str(), &entry.new)));
    let replaced: Vec<_> =
        step.entries.iter().filter_map(|entry| Some((entry.key.as_str(), entry.old.as_ref()?))).collect();
    let undo = if replaced.is_empty() { String::new() } else { body(replaced.into_iter()) };
    let checkpoint = if step.sets_checkpoint() { "yes" } else { "no" };
    let words = [&task.name, flavour, id, &encoded(id), &new, &undo, checkpoint].map(quoted);
    for entry in step.entries.iter().filter(|entry| entry.is_position()) {
        let positions = comment(&positions(&entry.new, zone));
        text.push_str(&format!("  # {}\n", tr!("checkpoint: {positions}", positions)));
    }
    text.push_str(&format!("  component {}", words.join(" ")));
    for entry in &step.entries {
        let old = entry.old.as_ref().map(as_text).unwrap_or_default();
        let (key, old, new) = (quoted(&entry.key), quoted(&old), quoted(&as_text(&entry.new)));
        text.push_str(&format!(" \\\n    {key} {old} {new}"));
    }
    text.push('\n');
}

/// Positions as times, for who reads the script.
fn positions(value: &Value, zone: Zone) -> String {
    let decoded = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let map = decoded.as_ref().unwrap_or(value);
    let show =
        |seconds: &Value| as_text(seconds).parse().map_or_else(|_| as_text(seconds), |seconds| zone.show(seconds));
    match map {
        Value::Object(map) => {
            let at = |(client, seconds): (&String, &Value)| tr!("{client} at {time}", client, time = show(seconds));
            map.iter().map(at).collect::<Vec<_>>().join(comma())
        }
        other => show(other),
    }
}
