//! Bodies for `UpdateIncrSync` of the OMS API: one file a component, the added keys and nothing else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::json;

use super::File;
use super::tasks::TaskPlan;

/// What stands where only the operator knows the region.
pub(super) const REGION_PLACEHOLDER: &str = "REPLACE-WITH-YOUR-CM-REGION";

/// The folder of the bodies.
const FOLDER: &str = "update-incr-sync";

/// The bodies of all components that can be fixed, by component id.
pub(super) fn names(tasks: &[TaskPlan]) -> BTreeMap<String, String> {
    let mut taken = BTreeSet::new();
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut names = BTreeMap::new();
    for id in tasks.iter().flat_map(TaskPlan::due).filter_map(|step| step.component.clone()) {
        let stem = file_name(&id);
        let mut name = format!("{FOLDER}/{stem}.json");
        let number = next.entry(stem.to_lowercase()).or_insert(2);
        // Two ids that differ in case only would be one file on some systems.
        while !taken.insert(name.to_lowercase()) {
            name = format!("{FOLDER}/{stem}~{number}.json");
            *number += 1;
        }
        names.insert(id, name);
    }
    names
}

/// A component id as the name of a file: what is not plain is written as `%` and two digits. On Windows a colon is not, and nobody
/// knows where what a browser saves is unpacked.
fn file_name(id: &str) -> String {
    const PLAIN: &[u8] = if cfg!(any(windows, target_arch = "wasm32")) { b"-_." } else { b"-_.:" };
    let mut name = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    if name.len() > 200 {
        let mut end = 200;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
    }
    if name.starts_with('.') { format!("_{name}") } else { name }
}

/// The files.
pub(super) fn files(tasks: &[TaskPlan]) -> Vec<File> {
    let names = names(tasks);
    let steps = tasks.iter().flat_map(TaskPlan::due);
    let file = |step: &super::Step| {
        let id = step.component.as_ref()?;
        let source: serde_json::Map<_, _> =
            step.entries.iter().map(|entry| (entry.key.clone(), entry.new.clone())).collect();
        let region = step.region.as_deref().unwrap_or(REGION_PLACEHOLDER);
        let body = json!({"dimension": "NAME", "key": id, "cmRegion": region, "config": {"source": source}});
        let text = format!("{}\n", serde_json::to_string_pretty(&body).ok()?);
        Some(File { path: names.get(id)?.clone(), text, mode: 0o644 })
    };
    steps.filter_map(file).collect()
}
