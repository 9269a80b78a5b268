//! `runbook.md`: before, per node, after; for every step what to enter, how to see that it took, and the way back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Basis;
use super::batch::Batch;
use super::bodies::REGION_PLACEHOLDER;
use super::markdown::{cell, code, plain};
use super::steps::{Flavour, NewKey, Step};
use super::tasks::{self, TaskPlan};
use crate::knowledge::ha_config;
use crate::lint::finding::Severity;
use crate::lint::states::State;
use crate::lint::topic::Topic;
use crate::oms::kind::Direction;
use crate::text::node::Ref;
use crate::text::shell;

/// The path in the console.
const CONSOLE: &str = "OPS & Monitoring > Component > Incr-Sync > Update";

struct Page<'p, 'b, 'a> {
    out: String,
    basis: Basis<'b, 'a>,
    tasks: &'p [TaskPlan],
    batches: &'p [Batch],
    bodies: &'p BTreeMap<String, String>,
}

/// The runbook.
pub(super) fn write(
    basis: Basis<'_, '_>,
    tasks: &[TaskPlan],
    batches: &[Batch],
    bodies: &BTreeMap<String, String>,
) -> String {
    let mut page = Page { out: String::new(), basis, tasks, batches, bodies };
    page.head();
    page.failures();
    page.overview();
    page.before();
    page.nodes();
    page.after();
    page.whole_rollback();
    page.folder();
    page.out
}

impl Page<'_, '_, '_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn with(&self, state: State) -> Vec<TaskPlan> {
        self.tasks.iter().filter(|task| task.state == state).cloned().collect()
    }

    fn head(&mut self) {
        let to = self.basis.settings.to;
        let from = self.basis.settings.from.map(|from| format!(" from {from}")).unwrap_or_default();
        self.line(&format!("# Runbook: upgrade of OMS{from} to {to}\n"));
        self.line(
            "Made by `omslint plan` from exported copies of the configurations. omslint calls nothing: OMS changes only \
             by the steps below. Run `omslint plan` again on a fresh export after some of them, and it shows what is left.\n",
        );
        let summary = super::summary(self.tasks);
        self.line(&format!("**{summary}.**\n"));
        for finding in self.basis.findings.iter().filter(|finding| finding.subject.task.is_none()) {
            let is_for_run = finding.severity == Severity::Error && finding.subject.component.is_none();
            if is_for_run {
                let text =
                    format!("**Stop: {} ({}).** {}\n", plain(&finding.message), finding.code, plain(&finding.help));
                self.line(&text);
            }
        }
        if !self.basis.not_checked.is_empty() {
            self.line("What this plan does not know:\n");
            for item in self.basis.not_checked {
                let text = format!("- {}: {}", plain(&item.what), plain(&item.why));
                self.line(&text);
            }
            self.line("");
        }
    }

    /// What could not be read: a server that is missing must never be overlooked.
    fn failures(&mut self) {
        if self.basis.failures.is_empty() {
            return;
        }
        self.line("**Stop: these files could not be read, so what they say was not checked.** Copy them again, and plan again:\n");
        for failure in self.basis.failures {
            let text = format!("- {}: {}", code(&failure.path), plain(&failure.message));
            self.line(&text);
        }
        self.line("");
    }

    fn overview(&mut self) {
        self.line("## Tasks\n");
        self.line(
            "READY: nothing to do. FIX: all values are known, enter them. CONFIRM: a person looks at a warning. VALUE: a \
             person supplies a value first. CLONE: no checkpoint can resume it, clone it. BLOCKED: something else has to be \
             settled first. UNKNOWN: not understood or not read, so not checked.\n",
        );
        self.line("| task | state | servers | reason |\n| --- | --- | --- | --- |");
        for task in self.tasks {
            let servers: Vec<_> = task.servers.iter().map(|server| cell(server)).collect();
            let servers = if servers.is_empty() { "none known".to_owned() } else { servers.join(", ") };
            let reason = task.reasons.iter().map(|reason| plain(reason)).collect::<Vec<_>>().join("; ");
            let row = format!("| {} | {} | {servers} | {reason} |", cell(&task.name), task.state.name());
            self.out.push_str(&row);
            self.out.push('\n');
        }
        self.line("");
    }

    fn before(&mut self) {
        self.line("## Before the upgrade\n");
        self.line("### 1. See that the ground is firm\n");
        self.line("- [ ] Every task of OMS stands in the table above (`omslint check --expect FILE` names those that do not).");
        self.line("- [ ] All tasks run in near real time, and forward switchovers are done.");
        self.line("- [ ] This folder was made from an export of today: positions age by the hour.\n");
        self.fixes();
        self.batch();
        self.confirm();
        self.values();
        self.clones();
        self.blocked();
        self.unread();
        self.notes();
        self.switches_before();
    }

    fn fixes(&mut self) {
        let fixes = self.with(State::Fix);
        self.line("### 2. FIX: enter what is known\n");
        let Some((canary, rest)) = fixes.split_first() else {
            self.line("Nothing to enter.\n");
            return;
        };
        self.line(&format!(
            "**Canary first**: {}. Enter it, see that the task runs and its position moves, and wait a while before the \
             others. Parameters changed by hand survive the upgrade.\n",
            code(&canary.name)
        ));
        self.line(
            "Each can be entered in the console, value by value, as below; or with `cm.sh` (calls of the Cluster Manager; \
             dry run unless you say `--apply`); or, with the Community Edition 4.1.1 and later, by `POST /api/v2?Action=UpdateIncrSync` with the \
             body in `update-incr-sync/`.\n",
        );
        self.fix(canary, "canary");
        for task in rest {
            self.fix(task, "");
        }
    }

    fn fix(&mut self, task: &TaskPlan, mark: &str) {
        let mark = if mark.is_empty() { String::new() } else { format!(" ({mark})") };
        self.line(&format!("#### {}{mark}\n", code(&task.name)));
        for step in task.due() {
            self.step(task, step);
        }
        self.wanted(task);
        if task.due().next().is_none() {
            self.line("- rollback: nothing is entered yet, so there is nothing to take back\n");
        }
        for note in &task.notes {
            self.line(&format!("Note: {}\n", plain(note)));
        }
    }

    /// What a person supplies, or confirms where it is guessed.
    fn wanted(&mut self, task: &TaskPlan) {
        for wanted in &task.wanted {
            let proposal = wanted.proposal.as_ref().map(|value| format!("; proposal: {}", code(value)));
            let text = format!(
                "- [ ] `{}` of {}: {}{}",
                wanted.key,
                plain(&wanted.component),
                plain(&wanted.why),
                proposal.unwrap_or_default()
            );
            self.line(&text);
        }
    }

    fn step(&mut self, task: &TaskPlan, step: &Step) {
        let reverse = if step.direction == Direction::Reverse { "reverse " } else { "" };
        let name = step.component.as_deref().map_or_else(|| format!("of {}", code(&step.path)), code);
        let server = step.server.as_deref().map(|server| format!(" on {}", code(server))).unwrap_or_default();
        self.line(&format!("- [ ] {CONSOLE}, {reverse}component {name}{server}:"));
        for entry in &step.entries {
            let value = code(&NewKey::text(&entry.new));
            let key = code(&entry.key);
            match &entry.old {
                Some(old) => {
                    let old = code(&NewKey::text(old));
                    self.line(&format!("  - beside `source`, {key}: replace {old} by {value}"));
                }
                None => self.line(&format!("  - `+` beside `source`, key {key}, value {value}")),
            }
        }
        if let Some(id) = &step.component {
            let flavour = match step.flavour {
                Flavour::V2 => "connector v2",
                Flavour::Light => "Light-Connector of 3.2.x",
            };
            let name = shell::word(&task.name);
            self.line(&format!("  - or: {} ({flavour})", code(&format!("./cm.sh --apply {name}"))));
            if let Some(body) = self.bodies.get(id).cloned() {
                let region = if step.region.is_none() { ", where `cmRegion` is still to be filled in" } else { "" };
                self.line(&format!("  - or: {}{region}", code(&body)));
            }
        } else {
            self.line("  - its component id is not in the export, so there is no call for it: use the console");
        }
        let back: Vec<_> = step
            .entries
            .iter()
            .map(|entry| match &entry.old {
                Some(old) => format!("set {} back to {}", code(&entry.key), code(&NewKey::text(old))),
                None => format!("take {} away again", code(&entry.key)),
            })
            .collect();
        self.line("  - see that it took: the keys stand there, the component runs, its position moves");
        self.line(&format!(
            "  - rollback: in the same place {}{}\n",
            back.join(", "),
            match (&step.component, step.flavour) {
                (Some(_), Flavour::V2) =>
                    format!("; or {}", code(&format!("./cm.sh --rollback {}", shell::word(&task.name)))),
                (Some(_), Flavour::Light) => "; no call is known that takes a key of a Light-Connector away".to_owned(),
                (None, _) => String::new(),
            }
        ));
    }

    fn batch(&mut self) {
        self.line("### Batch O&M by server, for `dbType` only\n");
        if self.batches.is_empty() {
            self.line("Nothing to do in batches: no `dbType` is due on a server that is known.\n");
            return;
        }
        self.line(
            "Batch O&M writes one value to all tasks of a server. It is allowed only where every live source there \
             (Incr-Sync, Full-Import, Store) has one type, and never for a checkpoint, which belongs to one task.\n",
        );
        for batch in self.batches {
            let server = code(&batch.server);
            let due = if batch.lacking == 1 {
                "1 component lacks it".to_owned()
            } else {
                format!("{} components lack it", batch.lacking)
            };
            match &batch.db_type {
                Some(name) => {
                    let text = format!(
                        "- [ ] {server}: allowed. All live sources are {name}; {due}. OPS & Monitoring > Component > \
                         Incr-Sync > Batch O&M by IP, `source`, key `dbType`, value {}. Check each task of the server \
                         before. Rollback: take `dbType` away again from the components named above.",
                        code(name)
                    );
                    self.line(&text);
                }
                None => {
                    self.line(&format!(
                        "- {server}: **not allowed**; {due}. Tasks that forbid it, by the type of their source:"
                    ));
                    for (what, names) in &batch.forbidding {
                        let names: Vec<_> = names.iter().map(|name| code(name)).collect();
                        let text = format!("  - {}: {}", plain(what), names.join(", "));
                        self.line(&text);
                    }
                }
            }
        }
        self.line("");
    }

    fn confirm(&mut self) {
        let tasks = self.with(State::Confirm);
        if tasks.is_empty() {
            return;
        }
        self.line("### CONFIRM: look at these warnings\n");
        for task in &tasks {
            self.line(&format!("#### {}\n", code(&task.name)));
            for note in &task.notes {
                self.line(&format!("- [ ] {}", plain(note)));
            }
            if task.due().next().is_some() {
                self.line("\nEnter, since all of it is known:\n");
                for step in task.due() {
                    self.step(task, step);
                }
            } else {
                self.line("- rollback: nothing is entered, so there is nothing to take back\n");
            }
        }
    }

    fn values(&mut self) {
        let tasks = self.with(State::Value);
        self.line("### 3. VALUE: supply or confirm, then plan again\n");
        if tasks.is_empty() {
            self.line("Nothing to supply.\n");
            return;
        }
        self.line(
            "Fill in `values.toml` of this folder, and plan again with `omslint plan --values FILE`: what was VALUE is FIX \
             then. A value given there counts as yours, and is not asked for again.\n",
        );
        for task in &tasks {
            self.line(&format!("#### {}\n", code(&task.name)));
            self.wanted(task);
            for note in &task.notes {
                self.line(&format!("- {}", plain(note)));
            }
            if task.due().next().is_some() {
                self.line("\nEnter now, since all of it is known:\n");
                for step in task.due() {
                    self.step(task, step);
                }
            } else {
                self.line("- rollback: nothing is entered yet, so there is nothing to take back\n");
            }
        }
    }

    fn clones(&mut self) {
        let tasks = self.with(State::Clone);
        self.line("### 4. CLONE: Method 2, a new task with a start timestamp\n");
        if tasks.is_empty() {
            self.line("Nothing to clone.\n");
            return;
        }
        self.line(
            "**Until the old task is deleted, both write to the same target.** In a database the same rows are written \
             twice; in Kafka, RocketMQ and DataHub they are duplicates. The source must still keep its own log from the \
             start timestamp on: that is the other bound, and no export tells it.\n",
        );
        for task in &tasks {
            self.line(&format!("#### {}\n", code(&task.name)));
            for reason in &task.reasons {
                self.line(&format!("Reason: {}\n", plain(reason)));
            }
            for clone in &task.clones {
                self.line(&format!("- {}", plain(&clone.sentence())));
            }
            self.line("- [ ] See in the source that its log reaches back to the start timestamp.");
            self.line("- [ ] Clone the task in the console before the upgrade, with the start timestamp, and run it.");
            self.line("- [ ] See that the clone runs and its position passes that of the old task.");
            self.line("- [ ] Stop and delete the old task. Until then both write to one target.");
            self.line("- rollback: stop and delete the clone; the old task was not changed");
            for note in &task.notes {
                self.line(&format!("- {}", plain(note)));
            }
            self.line("");
        }
    }

    fn blocked(&mut self) {
        let tasks = self.with(State::Blocked);
        self.line("### 5. BLOCKED: settle first\n");
        if tasks.is_empty() {
            self.line("Nothing is in the way.\n");
            return;
        }
        for task in &tasks {
            self.line(&format!("#### {}\n", code(&task.name)));
            for reason in task.reasons.iter().chain(&task.notes) {
                self.line(&format!("- [ ] {}", plain(reason)));
            }
            self.line("");
        }
    }

    fn unread(&mut self) {
        let tasks = self.with(State::Unknown);
        if tasks.is_empty() {
            return;
        }
        self.line("### UNKNOWN: not checked\n");
        self.line(
            "Nothing is known of these. Copy or export them again, and plan again, before anything is upgraded.\n",
        );
        for task in &tasks {
            self.line(&format!("#### {}\n", code(&task.name)));
            for reason in task.reasons.iter().chain(&task.notes) {
                self.line(&format!("- [ ] {}", plain(reason)));
            }
            self.line("");
        }
    }

    fn notes(&mut self) {
        let tasks: Vec<_> = self.with(State::Ready).into_iter().filter(|task| !task.notes.is_empty()).collect();
        if tasks.is_empty() {
            return;
        }
        self.line("### Worth knowing about tasks that are READY\n");
        for task in &tasks {
            for note in &task.notes {
                self.line(&format!("- {}: {}", code(&task.name), plain(note)));
            }
        }
        self.line("");
    }

    fn switches_before(&mut self) {
        self.line("### 6. HA off\n");
        self.line("Write down `ha.config` as it is now:\n");
        let configs: Vec<(String, Ref<'_>)> = self
            .basis
            .export
            .ha_configs
            .iter()
            .filter_map(|(number, object)| Some((self.basis.export.document(*number)?.path.to_string(), *object)))
            .collect();
        if configs.is_empty() {
            self.line("- no `ha.config` is in the export: read it under System Parameters");
        }
        for (path, object) in configs {
            let value = |key: &str| object.get(key).and_then(|value| value.scalar()).map(std::borrow::Cow::into_owned);
            let known: Vec<_> =
                ha_config::SETTINGS.iter().filter_map(|key| Some(format!("{key}={}", value(key)?))).collect();
            self.line(&format!("- {}: {}", code(&path), code(&known.join(", "))));
        }
        for finding in self
            .basis
            .findings
            .iter()
            .filter(|finding| finding.topic == Topic::Upgrade && finding.subject.task.is_none())
        {
            let text = format!("- {}: {}. {}", finding.code, plain(&finding.message), plain(&finding.help));
            self.line(&text);
        }
        self.line("\n- [ ] System Parameters > `ha.config`: `enable` = `false`.");
        self.line("- rollback: set `enable` back to what is written above\n");
    }

    fn nodes(&mut self) {
        self.line("## Per node\n");
        let mut load = tasks::load(self.tasks);
        // A node is upgraded also where none of its components has a task.
        for server in self.basis.export.servers() {
            load.entry(server.to_owned()).or_default();
        }
        let mut load: Vec<_> = load.into_iter().collect();
        load.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        self.line(
            "Outline of the documented procedure (written for the Community Edition 4.2.x, the same in outline elsewhere): \
             keep to the page of your own version where it differs.\n",
        );
        self.line("Order: the node with the fewest tasks first.\n");
        self.line("| order | node | tasks |\n| --- | --- | --- |");
        for (number, (server, tasks)) in load.iter().enumerate() {
            self.line(&format!("| {} | {} | {tasks} |", number + 1, cell(server)));
        }
        if load.is_empty() {
            self.line("| | no server is known | |");
        }
        self.line("\n### Stop and back up\n");
        for (server, _) in &load {
            self.line(&format!("- [ ] {}: stop the OMS container", code(server)));
        }
        self.line("- [ ] Note the time T1 of the first stop.");
        self.line("- [ ] Back up the databases rm, cm and every cm_hb, and see that the dumps are not empty. Without them there is no way back.");
        self.line("- rollback: start the old containers again\n");
        self.line("### Start the new version, node by node\n");
        for (server, tasks) in &load {
            let tasks = if *tasks == 1 { "1 task".to_owned() } else { format!("{tasks} tasks") };
            self.line(&format!("#### {} ({tasks})\n", code(server)));
            self.line("- [ ] Start the new container: the same MetaDB name, the same three mounts (`/home/admin/logs`, `/home/ds/store`, `/home/ds/run`), `IS_UPGRADE=true` (3.3.1 and later).");
            self.line("- [ ] Run `docker_init.sh` (once per region where one configuration file serves all nodes).");
            self.line("- [ ] See that the server is Online.");
            self.line(
                "- rollback: stop the new container; the databases are restored for all nodes together, see below\n",
            );
        }
        self.line("To spare the tasks with several nodes: set a node OFFLINE, migrate its tasks away, upgrade it, set it ONLINE, then the next. Component ids change with that; this plan is keyed by task.\n");
    }

    fn after(&mut self) {
        self.line("## After the upgrade\n");
        self.line("- [ ] All servers are Online.");
        self.line("- [ ] HA on: `ha.config` `enable` = `true`. Note the time T2. With HA off, running components show as abnormal until they are started; with HA on they start by themselves; suspended ones stay suspended.");
        let connector_off = self.basis.export.ha_configs.iter().any(|(_, object)| {
            let flag = |key: &str| object.get(key).and_then(|value| value.flag());
            flag("enableConnector") == Some(false)
                && (flag("enableJdbcWriter").or_else(|| flag("enableJDBCWriter"))) == Some(true)
        });
        if connector_off {
            self.line("- [ ] `ha.config`: `enableConnector` = `true`. It was off while `enableJdbcWriter` was on, and JDBCWriter is gone from 4.0.1 on.");
        }
        self.line("- [ ] Pull-back of Stores: either `perceiveStoreClientCheckpoint` = `true` (effective with `enable` and `enableStore`): a new Store begins at the earliest request of its readers minus `refetchStoreIntervalMin`; or `refetchStoreIntervalMin` above T2 − T1 in minutes plus a reserve. Documented example: stopped at 16:00, done at 17:00: 60 + 30 = 90.");
        self.line("- [ ] Clear the browser's cache.");
        self.line("- [ ] Export again, and compare: `omslint verify OLD NEW`. It ends with 0 only when nothing is left and nothing is lost.");
        self.line("- rollback: see below\n");
    }

    fn whole_rollback(&mut self) {
        self.line("## Rollback of the upgrade as a whole\n");
        self.line("1. HA off: `ha.config` `enable` = `false`.");
        self.line("2. Stop the new containers on every node; note the time T3.");
        self.line("3. Restore the databases rm, cm and every cm_hb from the backup.");
        self.line("4. Start the old containers.");
        self.line("5. Set the pull-back for the time since T1, HA on.\n");
    }

    fn folder(&mut self) {
        self.line("## What else is in this folder\n");
        for name in self.basis.others {
            let _ = writeln!(self.out, "- {}", plain(name));
        }
        self.line(&format!(
            "- update-incr-sync/: bodies for the OMS API, one for each component of which all values are known. All four fields are \
             required. `cmRegion` is the region of the component in an API export; where the export has none, \
             `{REGION_PLACEHOLDER}` stands there, and only you know the region. Never add `allowDelete`: with it, \
             everything that is not sent is deleted. Rollback: take the keys away in the console."
        ));
        self.line(
            "- cm.sh: the calls of the Cluster Manager for the same components. It needs `CM_ADDRESS`, and in `CM_READ` a \
             program of yours that prints the present value of a key: how OMS is asked for that is not documented well \
             enough to be written here. The comments at its top say more.",
        );
    }
}
