//! All commands for people are in one hand: totals first, columns lined up, no word and no path broken at the edge.

use std::path::Path;

use crate::site::{Site, copy};

/// The example export, and a server of it of which one file is cut off.
fn site() -> Site {
    let site = Site::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site"), &site.at("export"));
    site
}

/// Whether a line ends before the edge, or is one path or id, which stays whole.
fn fits(line: &str, width: usize) -> bool {
    line.chars().count() <= width || !line.trim().contains(' ')
}

#[test]
fn nothing_is_broken_at_the_edge() {
    let site = site();
    for width in ["40", "80", "100", "200"] {
        let at: usize = width.parse().unwrap();
        for command in
            [&["files", "export"][..], &["files", "-v", "export"], &["files", "--tasks", "export"], &["rules"]]
        {
            let said = site.run_with(command, &[("COLUMNS", width)]);
            let broken: Vec<_> = said.out.lines().filter(|line| !fits(line, at)).collect();
            // The cells of a row are never broken: a terminal as narrow as that shows less of them.
            assert!(at == 40 || broken.is_empty(), "{command:?} at {width}: {broken:#?}");
        }
        let said = site.run_with(&["explain", "--all"], &[("COLUMNS", width)]);
        let broken: Vec<_> = said.out.lines().filter(|line| !fits(line, at.min(88))).collect();
        let names = |line: &&&str| !line.starts_with("OMS");
        assert!(broken.iter().filter(names).count() == 0, "explain at {width}: {broken:#?}");
    }
}

#[test]
fn files_are_one_row_a_component_totals_first_and_skipped_before_read() {
    let site = site();
    site.write(
        "export/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_cut-incr_trans-1-0:0000000090/conf/source.json",
        "{",
    );
    site.write("export/notes.json", "{}");
    let said = site.run_with(&["files", "export"], &[("COLUMNS", "240")]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(lines[0].contains(" files: 1 failed, ") && lines[1].contains("components: "), "{}", said.out);
    let place = |head: &str| lines.iter().position(|line| line.starts_with(head)).unwrap();
    assert!(place("Failed") < place("Not read") && place("Not read") < place("Read:"), "{}", said.out);
    let rows = lines.iter().filter(|line| line.contains(" live ")).count();
    assert!(lines[1].contains(&format!(": {rows} live")), "{}", said.out);
    assert_eq!(lines[lines.len() - 2..], lines[..2], "long, so the totals stand at the end, too");
}

#[test]
fn a_path_in_the_table_of_tasks_stands_whole_on_its_own_line() {
    let site = site();
    let path = "export/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_cut-incr_trans-1-0:0000000090/conf/source.json";
    site.write(path, "{");
    let said = site.run_with(&["check", "export", "--no-config"], &[("COLUMNS", "80")]);
    assert!(said.out.lines().any(|line| line.trim() == path), "{}", said.out);
}

#[test]
fn a_diff_never_calls_ready_what_is_not_done() {
    let site = site();
    let said = site.run(&["diff", "export"]);
    assert!(
        said.err.starts_with("Not ready: 11 of 12 tasks") && said.err.contains("nothing is written"),
        "{}",
        said.err
    );
    assert!(
        said.err.find("Once these changes are in OMS:") < said.err.rfind("Not ready: 8 of 12 tasks"),
        "{}",
        said.err
    );
    let said = site.run(&["fix", "--out-dir", "fixed", "export"]);
    assert!(said.err.contains("Once these changes are in OMS:"), "{}", said.err);
    for arguments in [&["diff", "-q", "export"][..], &["diff", "-f", "json", "export"]] {
        assert!(!site.run(arguments).err.contains("Once these"), "{arguments:?}");
    }
}

#[test]
fn what_a_person_clicks_is_named_for_consoles_of_every_version() {
    let site = site();
    let said = site.run(&["explain", "missing-db-type"]).out.replace("\n    ", " ");
    assert!(said.contains("Component > Incr-Sync (before CE 4.1.1 and EE 4.2: Connector) > Update"), "{said}");
    let values = site.run(&["values", "export"]).out;
    assert!(!values.contains("Component > Incr-Sync"), "{values}");
}

#[test]
fn rules_are_explained_in_chinese_and_listed_for_machines_in_english() {
    let site = site();
    let chinese = [("OMSLINT_LANG", "zh")];
    let said = site.run_with(&["explain", "unread-component"], &chinese).out.replace("\n    ", " ");
    assert!(said.contains("\n检查什么") && said.contains("\n如何处理"), "{said}");
    assert!(said.contains("> 组件 > Incr-Sync（CE"), "{said}");
    let listed = site.run_with(&["rules"], &chinese).out;
    assert!(listed.contains("OMS202") && listed.contains("通过 oblogproxy 读取的项目"), "{listed}");
    let machine = |environment: &[(&str, &str)]| site.run_with(&["rules", "--format", "json"], environment).out;
    assert_eq!(machine(&chinese), machine(&[]));
}

#[test]
fn an_export_in_which_nothing_is_never_passes_for_one_that_needs_nothing() {
    let site = site();
    std::fs::create_dir(site.at("empty")).unwrap();
    for path in ["empty", "no-such-path"] {
        let values = site.run_with(&["values", path], &[]);
        assert!(!values.out.contains("no value is needed"), "{}", values.out);
        assert!(values.out.contains("nothing is known of its values") && values.code != 0, "{}", values.out);
        for sides in [[path, "export"], ["export", path]] {
            let said = site.run_with(&["verify", sides[0], sides[1]], &[]);
            assert!(said.out.contains("Nothing was compared") && said.code != 0, "{sides:?}: {}", said.out);
            assert!(!said.out.contains("lost"), "{sides:?}: {}", said.out);
        }
    }
}

#[test]
fn a_position_that_a_queue_could_begin_at_stands_with_its_age() {
    let site = site();
    let said = site.run_with(&["check", "--task", "np_0k4f7d2y6u", "export"], &[("COLUMNS", "200")]);
    let row = said.out.lines().find(|line| line.contains("yours to decide")).unwrap_or_else(|| panic!("{}", said.out));
    assert!(row.contains("proposal") && row.trim_end().ends_with("old"), "{row}");
}
