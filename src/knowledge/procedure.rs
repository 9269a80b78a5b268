//! The procedure of an upgrade from one version to another, as data: which steps it has in which order, what each
//! rests on, how sure that is, and how it is taken back.
//!
//! Source: the vendor's upgrade guides and FAQ, as each row names them. What a guide was not seen to say for the target is
//! in the procedure all the same, and marked: left out it would be missed, claimed it would be invented.

use super::certainty::Certainty;
use super::console;
use super::versions::{Edition, Version};
use crate::text::lang::{tr, tr_noop, translated};

/// The parts of the procedure, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Days before.
    Prepare,
    /// HA off, before anything restarts.
    HaOff,
    /// The old version goes.
    Stop,
    /// What cannot be made again is kept.
    BackUp,
    /// The new version comes.
    Start,
    /// HA on again.
    HaOn,
    /// What to look at.
    After,
    /// The way back of the upgrade as a whole.
    Rollback,
}

impl Phase {
    /// Every phase, in order.
    #[cfg(test)]
    const ALL: [Self; 8] =
        [Self::Prepare, Self::HaOff, Self::Stop, Self::BackUp, Self::Start, Self::HaOn, Self::After, Self::Rollback];

    /// Its heading, in English.
    #[must_use]
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Prepare => tr_noop!("Before the night"),
            Self::HaOff => tr_noop!("HA off"),
            Self::Stop => tr_noop!("Stop the old version"),
            Self::BackUp => tr_noop!("Back up"),
            Self::Start => tr_noop!("Start the new version"),
            Self::HaOn => tr_noop!("HA on"),
            Self::After => tr_noop!("After"),
            Self::Rollback => tr_noop!("Rollback of the upgrade as a whole"),
        }
    }
}

/// For which pairs of versions a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Every upgrade.
    All,
    /// To 3.3.1 and later.
    To331,
    /// The Enterprise Edition from before 4.0.1 to 4.0.1 or later, where migration and synchronization were merged.
    Merge,
    /// Every pair but that one.
    NoMerge,
    /// The Community Edition, by obd.
    Obd,
    /// The Community Edition from 4.1.1 on.
    Community411,
    /// Systems that have HA now.
    Ha,
    /// The same of the Community Edition, by obd.
    ObdHa,
    /// Targets that have HA.
    HaThen,
    /// The same, from a version that has none.
    HaNew,
    /// Targets that have none.
    NoHaThen,
    /// Where HA has the switches of both writers: before 4.0.1.
    Writers,
}

/// How often a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Once.
    Once,
    /// On every node.
    Node,
    /// Once in every region.
    Region,
}

/// A step of the procedure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Where it stands in the order.
    pub phase: Phase,
    applies: For,
    /// How often it is done.
    pub scope: Scope,
    /// What to do, in English as all its texts: `lang::translated` where they are shown.
    pub what: &'static str,
    /// A command or a statement to copy; empty where there is none.
    pub command: &'static str,
    /// Whether what is typed depends on the site, so that only the vendor's guide has the whole of it.
    pub is_by_guide: bool,
    /// The way back; empty where the step changes nothing.
    pub back: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// Whether it is done together with the step before it, so that it is no step of its own.
    pub is_joined: bool,
    /// How sure it is for the pair.
    pub certainty: Certainty,
    /// The last target of the Enterprise Edition whose guide was seen to say so; None where it holds for all.
    seen_to: Option<[u16; 3]>,
}

const fn row(phase: Phase, applies: For, scope: Scope, what: &'static str) -> Row {
    let (command, back, source) = ("", "", OUTLINE);
    let (is_by_guide, is_joined, certainty, seen_to) = (false, false, Certainty::High, None);
    Row { phase, applies, scope, what, command, is_by_guide, back, source, is_joined, certainty, seen_to }
}

impl Row {
    const fn command(self, command: &'static str) -> Self {
        Self { command, ..self }
    }

    /// The whole command is in the vendor's guide.
    const fn by_guide(self) -> Self {
        Self { is_by_guide: true, ..self }
    }

    /// It belongs to the step before it.
    const fn joined(self) -> Self {
        Self { is_joined: true, ..self }
    }

    const fn back(self, back: &'static str) -> Self {
        Self { back, ..self }
    }

    /// Where it stands, and how sure it is.
    const fn says(self, source: &'static str, certainty: Certainty) -> Self {
        Self { source, certainty, ..self }
    }

    const fn seen_to(self, target: [u16; 3]) -> Self {
        Self { seen_to: Some(target), ..self }
    }
}

const OUTLINE: &str = tr_noop!("upgrade guide of CE 4.2.x, the same in outline elsewhere");
const GUIDE_422: &str = tr_noop!("upgrade guide of EE 4.2.2, which we know only from others who quote it");
const FAQ: &str = tr_noop!("upgrade FAQ");
const OBD: &str = tr_noop!("obd's own check");

use Certainty::{High, Medium};
use For::{All, Community411, Ha, HaNew, HaThen, Merge, NoHaThen, NoMerge, Obd, ObdHa, To331, Writers};
use Phase::{After, BackUp, HaOff, HaOn, Prepare, Rollback, Start, Stop};
use Scope::{Node, Once, Region};

/// Where a command begins with `omslint plan` and the flags of the plan that the step stands in.
pub(crate) const PLAN: &str = "{plan}";

/// Every step that is known, in the order in which it is done.
pub(crate) const ROWS: &[Row] = &[
    row(Prepare, All, Once, tr_noop!("All tasks run in near real time; forward switchovers are done. List the tasks that lag or have been stopped for days: their Stores go back that far, to logs that the source may have purged.")),
    row(Prepare, All, Once, tr_noop!("Per source: archived logs reach back to its oldest reader minus the pull-back, and their deletion is suspended until the upgrade is accepted.")),
    row(Prepare, All, Once, tr_noop!("Decide the hour after which you go back, and who decides it.")),
    row(
        Prepare,
        NoMerge,
        Once,
        tr_noop!("With several nodes you may spare the tasks: set a node OFFLINE, migrate its tasks away, upgrade it, set it ONLINE, then the next. Another guide says that all nodes are upgraded, never some of them: ask the vendor which holds for you. Component ids change; this plan is keyed by task."),
    )
    .says(FAQ, Medium),
    row(
        Prepare,
        Merge,
        Once,
        tr_noop!("All nodes are upgraded together. The way node by node (OFFLINE, migrate the tasks, upgrade, ONLINE) of the upgrade FAQ is not for this pair: the metadata is rebuilt across 4.0.1."),
    )
    .says(tr_noop!("guide of another version, which contradicts the FAQ"), Medium),
    row(Prepare, Merge, Once, tr_noop!("No two tasks have one name: migration and synchronization are merged by 4.0.1. In the rm database; rename what this lists."))
        .command("SELECT project_name, COUNT(*) FROM (SELECT project_name FROM oms_project WHERE project_status <> 'DELETED' UNION ALL SELECT project_name FROM oms_sync_project WHERE project_status <> 'DELETED') AS names GROUP BY project_name HAVING COUNT(*) > 1;")
        .back(tr_noop!("rename them back")).says(GUIDE_422, Medium).seen_to([4, 2, 2]),
    row(Prepare, Merge, Once, tr_noop!("Cascades (an OceanBase that is the target of one task and the source of another) in which a writer's `sourceFile.blackRegionNo` was changed: compare it with `cm_location` of /home/admin/conf/config.yaml. Where they differ and the cascade is in use, ask the vendor first. In the cm database:"))
        .command("SELECT `key`, `value` FROM config_job WHERE `key` LIKE '%blackRegionNo%';")
        .says(GUIDE_422, Medium).seen_to([4, 2, 2]),
    row(Prepare, Community411, Once, tr_noop!("The table `oms_version` is filled, or the upgrade says \"before 4.1.1 is not allowed\".")).says(OBD, High),
    row(Prepare, Obd, Once, tr_noop!("The MetaDB does not lie in the `sys` tenant.")).says(tr_noop!("upgrade guide of CE 4.2.0"), High),
    row(HaOff, Ha, Once, tr_noop!("Write down `ha.config` as it is (above, if the export has it). System Parameters > `ha.config`: `enable` = `false`. From here on nothing fails over, so the time until HA is on again is kept short."))
        .back(tr_noop!("set `enable` back to what was written down")),
    row(HaOff, ObdHa, Once, tr_noop!("With obd: its offline upgrade refuses while any key of `ha.config` that contains `enable` is true, the defaults included. Set every one of them to false in the same save."))
        .back(tr_noop!("set each back to what was written down")).says(OBD, High).joined(),
    row(Stop, All, Node, tr_noop!("Write down the container's restart policy, which the first command prints; it is POLICY wherever the way back needs it: ____________. Then stop the old container; note **T1**, the time of the first stop. Never `docker pause`. Rename the container and keep it: it is the way back."))
        .command("docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' OMS\ndocker stop OMS && docker update --restart=no OMS && docker rename OMS OMS-old")
        .back("`docker rename OMS-old OMS && docker update --restart=POLICY OMS && docker start OMS`"),
    row(Stop, All, Once, tr_noop!("Collect the exports once more and plan into a NEW folder: every position there is as of T1. **Go on with this runbook**, whose steps keep their numbers; take only the positions from the new folder (its `values.toml` and the tables of its runbook). Never plan into this folder tonight."))
        .command("{plan} -o NEW-FOLDER NEW-EXPORT")
        .back(tr_noop!("nothing was changed")),
    // The guide deletes before it dumps, so the dump of the next step is no way back for these rows: the copy is.
    row(BackUp, Merge, Once, tr_noop!("In each CM heartbeat database keep only the newest row of `heatbeat_sequence` (spelled so). The guide does this before the dump of the next step, so that dump holds the newest row only. Copy the table first, as below; then delete the other rows."))
        .command("mysqldump --triggers=false -h HOST -P PORT -u USER -p DATABASE heatbeat_sequence > DATABASE-heatbeat_sequence.sql && ls -l DATABASE-heatbeat_sequence.sql")
        .by_guide()
        .back(tr_noop!("load the copy: `mysql -h HOST -P PORT -u USER -p DATABASE < DATABASE-heatbeat_sequence.sql`")).says(GUIDE_422, Medium).seen_to([4, 2, 2]),
    row(BackUp, Merge, Once, tr_noop!("Dump the databases rm, cm and every `cm_hb` without triggers; no dump is empty. Without them there is no way back."))
        .command("mysqldump --triggers=false -h HOST -P PORT -u USER -p DATABASE > DATABASE.sql && ls -l DATABASE.sql")
        .back(tr_noop!("nothing was changed")).says(GUIDE_422, Medium).seen_to([4, 2, 2]),
    row(BackUp, NoMerge, Once, tr_noop!("Dump the databases rm, cm and every `cm_hb`; no dump is empty. Without them there is no way back."))
        .command("mysqldump -h HOST -P PORT -u USER -p DATABASE > DATABASE.sql && ls -l DATABASE.sql")
        .back(tr_noop!("nothing was changed")),
    row(BackUp, All, Node, tr_noop!("Keep `config.yaml`, the answer of `docker inspect`, and the `conf` directories. All of it is done on the host, in a new folder outside the container's mounts; `docker cp` copies out of a stopped container too. The `conf` directories lie below the host paths that stand before `/home/ds/run` and `/home/ds/store` in the last command's answer; `contrib/collect.sh` packs them."))
        .command("docker inspect OMS-old > inspect.json\ndocker cp OMS-old:/home/admin/conf/config.yaml .\ndocker inspect --format '{{range .HostConfig.Binds}}{{println .}}{{end}}' OMS-old")
        .back(tr_noop!("nothing was changed")),
    row(Start, All, Node, tr_noop!("Load the image.")).command("docker load -i IMAGE").back(tr_noop!("nothing was changed")),
    row(
        Start,
        To331,
        Once,
        tr_noop!("The command that starts the new containers (the next step) holds `IS_UPGRADE=true`: a must for every target from 3.3.1 on."),
    ),
    row(
        Start,
        All,
        Node,
        tr_noop!("Start the new container: the same database names, the same three mounts (/home/admin/logs, /home/ds/store, /home/ds/run), the `OMS_HOST_IP` of the node."),
    )
    .by_guide()
    .back(tr_noop!("stop the new container; see the rollback of the whole")),
    row(Start, Merge, Region, tr_noop!("In the new container, which the first line enters: `supervisorctl status`; stop `oms_console`; with CM and Supervisor RUNNING run the upgrade JAR on one node of the region (mode UPGRADE, the path of config.yaml, `-l` true on the last region only). See whether your guide asks for it. Every region is done before anything else."))
        .command("docker exec -it OMS bash\nsupervisorctl status\nsupervisorctl stop oms_console").by_guide()
        .back(tr_noop!("see the rollback of the whole")).says(tr_noop!("upgrade guides of EE 4.0.2, 4.2.2, 4.2.3"), Medium).seen_to([4, 2, 3]),
    row(Start, Merge, Once, tr_noop!("`docker_init.sh` on one node (on each, where `cm_nodes` differ); your guide says where it lies and how it is called. Then, in the containers of the others, `oms_console` on again, as below."))
        .command("supervisorctl start oms_console").by_guide().back(tr_noop!("see the rollback of the whole")).says(GUIDE_422, Medium).seen_to([4, 2, 2]),
    row(Start, NoMerge, Region, tr_noop!("`docker_init.sh`, once in a region where one configuration file serves all nodes. Your guide says where it lies and how it is called."))
        .by_guide().back(tr_noop!("see the rollback of the whole")),
    row(Start, All, Once, tr_noop!("All servers are Online.")).back(tr_noop!("nothing was changed")),
    row(HaOn, Ha, Once, tr_noop!("Note **T2**. System Parameters > `ha.config`, **one save** with everything in it: `enable` = `true`, together with `perceiveStoreClientCheckpoint` = `true` (recommended; then T1 and T2 are not needed; for a Store without a running reader HA does nothing even then) or, if that is not wanted, `refetchStoreIntervalMin` above T2 − T1 in minutes plus a reserve (stopped at 16:00, done at 17:00: 60 + 30 = 90). Set the pull-back in the same save: otherwise HA creates Stores that start only 30 minutes back, which are useless and use up the limit."))
        .back("`enable` = `false`"),
    row(HaOn, HaNew, Once, tr_noop!("The version that ran had no HA, and this one has: note **T2**, and see at once under System Parameters > `ha.config` whether it is on (`enable`). Set its pull-back in **one save**, and in the same one `enable` if you switch it on: `perceiveStoreClientCheckpoint` = `true` (recommended) or, if that is not wanted, `refetchStoreIntervalMin` above T2 − T1 in minutes plus a reserve. Without it HA creates Stores that start only 30 minutes back, which are useless and use up the limit."))
        .back("`enable` = `false`"),
    row(HaOn, Writers, Once, tr_noop!("In the same save: `enableConnector` = `true` where it was off while `enableJdbcWriter` was on. JDBCWriter is gone."))
        .back(tr_noop!("set `enableConnector` back to what was written down")).joined(),
    row(HaOn, ObdHa, Once, tr_noop!("With obd, in the same save: every other key that contains `enable` back to what was written down. While `enableStore` is false, HA pulls back nothing."))
        .back(tr_noop!("set each to `false` again")).says(OBD, High).joined(),
    row(After, NoHaThen, Once, tr_noop!("Running components show as abnormal until they are started; suspended ones stay suspended. **Full-Import is resumed by hand**; one guide says that Incr-Sync may need it too.")),
    row(After, HaThen, Once, tr_noop!("Running components start by themselves with HA on; with HA off they show as abnormal until they are started; suspended ones stay suspended. **Full-Import is resumed by hand**; one guide says that Incr-Sync may need it too.")),
    row(After, All, Once, tr_noop!("Clear the browser's cache.")),
    row(Rollback, HaThen, Once, tr_noop!("HA off: `ha.config` `enable` = `false`.")),
    row(Rollback, All, Node, tr_noop!("Stop the new containers; note **T3**. Never `docker pause`. Without a restart policy they stay stopped when the host or Docker starts again."))
        .command("docker stop OMS && docker update --restart=no OMS"),
    row(Rollback, All, Once, tr_noop!("Drop and create the databases rm, cm and every `cm_hb`; load the dumps.")).command("mysql -h HOST -P PORT -u USER -p DATABASE < DATABASE.sql"),
    row(Rollback, All, Node, tr_noop!("Start the old containers, with the restart policy that was written down when they were stopped (POLICY). Where no new container was made yet, leave out the first line."))
        .command("docker rename OMS OMS-new\ndocker rename OMS-old OMS && docker update --restart=POLICY OMS && docker start OMS"),
    row(Rollback, Ha, Once, tr_noop!("HA on, in one save with its pull-back: `enable` = `true` together with `refetchStoreIntervalMin` = the minutes from T1 until now, plus a reserve (stopped at 16:00, this save at 18:00: 120 + 30 = 150). Queues get again what was written since T1.")),
    row(Rollback, ObdHa, Once, tr_noop!("With obd the dumps were taken while every key that contains `enable` was false, so in the same save set each of them back to what was written down before the upgrade."))
        .says(OBD, High).joined(),
    row(Rollback, All, Once, tr_noop!("Full-Import is resumed by hand.")),
];

/// Whether migration and synchronization are merged on the way: the Enterprise Edition from before 4.0.1 to 4.0.1 or
/// later. Without a running version it may be so.
#[must_use]
pub(crate) fn merges(from: Option<Version>, to: Version) -> bool {
    to.edition == Edition::Enterprise && to.numbers >= [4, 0, 1] && from.is_none_or(|from| from.numbers < [4, 0, 1])
}

/// Whether the running version has HA: where it is not given and the target has none, what came before that has none either.
#[must_use]
pub(crate) fn runs_ha(from: Option<Version>, to: Version) -> bool {
    console::has_ha(from) && (from.is_some() || console::has_ha(Some(to)))
}

/// Whether a version has no JDBCWriter any more.
#[must_use]
pub(crate) fn lacks_writers(version: Version) -> bool {
    version.numbers >= if version.edition == Edition::Community { [4, 1, 1] } else { [4, 0, 1] }
}

fn applies(applies: For, from: Option<Version>, to: Version) -> bool {
    let is_community = to.edition == Edition::Community;
    match applies {
        All => true,
        To331 => to.numbers >= [3, 3, 1],
        Merge => merges(from, to),
        NoMerge => !merges(from, to),
        Obd => is_community,
        Community411 => is_community && to.numbers >= [4, 1, 1],
        Ha => runs_ha(from, to),
        ObdHa => is_community && runs_ha(from, to),
        HaThen => console::has_ha(Some(to)),
        HaNew => console::has_ha(Some(to)) && !console::has_ha(from),
        NoHaThen => !console::has_ha(Some(to)),
        Writers => {
            console::has_ha(from)
                && lacks_writers(to)
                && from.is_none_or(|from| !lacks_writers(Version { edition: to.edition, ..from }))
        }
    }
}

/// Whether a step says that HA looks after Connectors from now on.
#[must_use]
pub(crate) fn switches_writers(from: Option<Version>, to: Version) -> bool {
    applies(Writers, from, to) && applies(Ha, from, to)
}

/// The steps of an upgrade, in their order.
pub(crate) fn of(from: Option<Version>, to: Version) -> impl Iterator<Item = &'static Row> {
    let is_there = move |row: &Row| row.phase != HaOn || console::has_ha(Some(to));
    ROWS.iter().filter(move |row| is_there(row) && applies(row.applies, from, to))
}

impl Row {
    /// What limits the step for a target: what its own guide was not seen to say, or what is only second-hand.
    #[must_use]
    pub(crate) fn doubt(&self, from: Option<Version>, to: Version) -> Option<String> {
        let source = translated(self.source);
        if self.seen_to.is_some_and(|seen| to.numbers > seen) {
            return Some(tr!(
                "not seen in the guide of {to}. It comes from the {source}; see whether your guide has it",
                to,
                source
            ));
        }
        if self.applies == Merge && from.is_none() {
            return Some(tr!("only from before 4.0.1; no --from was given").to_owned());
        }
        (self.certainty == Medium).then(|| tr!("this comes from the {source}", source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Running version and target against words of steps that must and must not be there.
    #[test]
    fn the_steps_are_those_of_the_pair() {
        let table: &[(&str, &str, &[&str], &[&str])] = &[
            (
                "3.2.2",
                "4.3.2",
                &["one name", "heatbeat_sequence", "--triggers=false", "JAR", "IS_UPGRADE", "enableConnector"],
                &["obd"],
            ),
            ("3.3.0", "4.0.1", &["heatbeat_sequence", "JAR", "cm_location"], &["oms_version"]),
            (
                "4.0.1",
                "4.3.2",
                &["IS_UPGRADE", "one save"],
                &["heatbeat_sequence", "JAR", "one name", "--triggers", "enableConnector"],
            ),
            ("4.2.1-CE", "4.2.2-CE", &["obd", "oms_version", "sys"], &["heatbeat_sequence", "JAR", "enableConnector"]),
            (
                "3.2.2-CE",
                "3.3.0-CE",
                &["Dump"],
                &["HA", "ha.config", "enable", "one save", "IS_UPGRADE", "oms_version", "JAR"],
            ),
            (
                "3.2.2-CE",
                "4.1.0-CE",
                &["had no HA", "T2", "HA off"],
                &["obd: its offline", "switched on again", "T1 until now"],
            ),
            ("", "3.3.0-CE", &["Dump"], &["HA", "ha.config", "enable", "one save"]),
            ("3.2.2", "3.3.0-CE", &["`enable` = `false`"], &["Note **T2**"]),
            ("3.3.0-CE", "4.1.1-CE", &["had no HA"], &["enableConnector"]),
            ("3.3.1-CE", "4.1.0-CE", &["`enable` = `false`", "IS_UPGRADE"], &["enableConnector", "JAR"]),
        ];
        for (from, to, there, absent) in table {
            let steps = of(from.parse().ok(), to.parse().unwrap());
            let text: String = steps.map(|row| format!("{} {}\n", row.what, row.command)).collect();
            for words in *there {
                assert!(text.contains(words), "{from} to {to} lacks {words}:\n{text}");
            }
            for words in *absent {
                assert!(!text.contains(words), "{from} to {to} has {words}:\n{text}");
            }
        }
    }

    #[test]
    fn ha_is_off_before_anything_stops_and_phases_are_in_order() {
        assert!(ROWS.is_sorted_by_key(|row| row.phase));
        assert!(ROWS.iter().all(|row| !row.source.is_empty() && row.what.ends_with(['.', ':'])));
        assert!(Phase::ALL.is_sorted());
    }

    #[test]
    fn what_the_guide_of_the_target_was_not_seen_to_say_is_marked() {
        let (from, to) = ("3.2.2".parse().ok(), "4.3.2".parse().unwrap());
        let jar = of(from, to).find(|row| row.what.contains("JAR")).unwrap();
        assert!(jar.doubt(from, to).unwrap().contains("not seen in the guide of 4.3.2"));
        let at_422 = jar.doubt(from, "4.2.2".parse().unwrap()).unwrap();
        assert!(!at_422.contains("not seen"), "{at_422}");
    }
}
