//! The texts of `cm.sh`, in the order in which they stand in it: the script is one, and only what people read of it is
//! said in their language. So no shell code can differ between two languages.

use crate::text::lang::{tr_noop, translated};

/// `script` with its texts in the language of the run.
pub(super) fn said(script: &str, texts: &[&str]) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    for text in texts {
        // A text that is gone from the script stays as it is; the test sees it.
        if let Some((before, behind)) = rest.split_once(text) {
            out.push_str(before);
            out.push_str(translated(text));
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// Those of the script up to the calls.
pub(super) const HEAD: &[&str] = &[
    tr_noop!(
        "# Written by omslint: the calls of the OMS Cluster Manager (CM) that enter what the plan found.\n\
         # Read it before you run it. omslint itself calls nothing."
    ),
    tr_noop!("dry run: shows every call, sends none"),
    tr_noop!("dry run of these tasks"),
    tr_noop!("enters the values, one task after the other"),
    tr_noop!("all tasks, the canary first"),
    tr_noop!("takes back what --apply entered"),
    tr_noop!("with --apply: resume with pullBackFlag=true (repeatable; see below)"),
    tr_noop!(
        "# For each component: read the keys; where all are there already, skip it; stop the component (only a stopped or\n\
         # abnormal one can be updated); send the keys; read them back; resume. At the first value that is not what it should\n\
         # be, or the first call that fails or whose answer does not say success, the script ends with 1 and goes no further. A\n\
         # component that was stopped by then STAYS STOPPED, since nothing should start with a configuration that is not proven:\n\
         # the last lines say which one. A stop that got no answer counts as done, perhaps. What may be stopped is noted in\n\
         # CM_STATE, so that the next run, which finds the values there already, resumes it and does not pass it over."
    ),
    tr_noop!("# Environment:"),
    tr_noop!("address of the Cluster Manager, such as http://10.0.0.1:8088 (needed for --apply and --rollback)"),
    tr_noop!("Where the plan is of several, run it once for each: what is of another one is skipped."),
    tr_noop!(
        "where CM_ADDRESS is a VIP or another name: the address, as a skip names it, of the Cluster Manager that\n\
         #                it stands for, such as 10.0.0.1:8088"
    ),
    tr_noop!("a program of yours that reads one value back. It is called as"),
    tr_noop!(
        "and prints the present value, or nothing where the key is absent; any other exit code than 0 means\n\
         #                that it could not tell. How to read a configuration from your OMS is not documented well enough for\n\
         #                omslint to write that call for you. Without it the script asks you, before and after each component, to\n\
         #                look in the console, and goes on only when you type yes."
    ),
    tr_noop!("seconds between stopping and updating a component [5]"),
    tr_noop!("seconds that one call may take [60]"),
    tr_noop!("the file in which it notes what it stopped and did not resume [cm.stopped beside this script]"),
    tr_noop!(
        "# pullBackFlag makes a component go back to its checkpoint. It is sent only for tasks that you name with --pull-back,\n\
         # and only where the checkpoint is among the keys. Rows since then are written again: in a message queue they are\n\
         # duplicates."
    ),
    tr_noop!(
        "# The calls for Light-Connectors of 3.2.x are documented by name only (stopByName, updateByName, startByName): their\n\
         # parameters are sent as a POST form, and after a changed checkpoint the start has resume=false. Try one task first. No\n\
         # call is known that takes a key of theirs away again: --rollback names those that need it, and goes on."
    ),
    tr_noop!("# Names and values stand between single quotes, so that nothing in them is expanded."),
    tr_noop!("# Ids and answers may hold anything: nothing of them steers a terminal."),
    tr_noop!("usage: cm.sh [--apply"),
    tr_noop!("%s: %s; a second run resumes it once its values are right"),
    tr_noop!("how='still stopped'"),
    tr_noop!(
        "# What was stopped by this script and not resumed: a name a line, as it stands in URLs, and y where its checkpoint changed."
    ),
    tr_noop!("die \"cannot write $state\""),
    tr_noop!("# post LABEL PATH [CURL ARGUMENT]...: one call, and its answer."),
    tr_noop!("# The Cluster Manager is on the inner network, so no proxy is asked."),
    tr_noop!("the call failed: POST $path"),
    tr_noop!("the Cluster Manager refused: POST $path: $answer"),
    tr_noop!("# Others answer with HTTP 200 too, such as the page of a proxy."),
    tr_noop!("how='perhaps stopped'"),
    tr_noop!(
        "$name: cannot tell whether this was done: POST $path: the answer does not say success: '${answer:0:300}'; see in the console whether it runs, and once it does, delete its line in $state"
    ),
    tr_noop!("  done: POST $path"),
    tr_noop!("# Noted before the call: one that gets no answer may have stopped it all the same."),
    tr_noop!("how='perhaps stopped'"),
    tr_noop!("how='still stopped'"),
    tr_noop!(
        "# resume_component PULL-BACK POSITION-CHANGED, each yes or no. A Light-Connector whose position changed is started with\n\
         # resume=false, or it goes on where it was."
    ),
    tr_noop!("# Where the values are right already: what an earlier run stopped and did not resume is resumed now."),
    tr_noop!("  the values are right, but an earlier run left it stopped: resumed now"),
    tr_noop!("how='still stopped'"),
    tr_noop!("# A value without what differs between its spellings: white space, quotes, escapes."),
    tr_noop!("# The pairs of a map come in any order."),
    tr_noop!("CM_READ could not tell source.$1 of $name"),
    tr_noop!(
        "# confirm QUESTION: whether a person who looked in the console types yes. Where nobody answers, nothing goes on."
    ),
    tr_noop!("%s Type yes: "),
    tr_noop!("CM_READ is not set (a program that reads a value back, see the comments at the top), and nobody answers"),
    tr_noop!("# seen old|new KEY OLD NEW...: the keys with their old or new values, for a person to compare."),
    tr_noop!("want='absent or empty'"),
    tr_noop!("${text:+, }source.$1: $want"),
    tr_noop!("# all_have old|new KEY OLD NEW...: whether every key has its old or new value now."),
    tr_noop!("Look in the console. Does $name have these values now? $(seen \"$field\" \"$@\")."),
    tr_noop!("nobody confirmed in the console: $(seen \"$field\" \"$@\")"),
    tr_noop!("source.$1 is '$now', and should be '$want'"),
    tr_noop!("# none_foreign KEY OLD NEW...: stops where a key has neither its old nor its new value."),
    tr_noop!("Look in the console. Does $name have these instead? $(seen \"$field\" \"$@\")."),
    tr_noop!("$name: nobody confirmed its present values in the console, so nothing was sent"),
    tr_noop!(
        "$name: source.$1 is '$now', neither '$2' as in the export nor '$3'; somebody changed it, so nothing was sent"
    ),
    tr_noop!("# why_no_call TASK: why this plan has no call for it."),
    tr_noop!("it is not FIX in this plan; see the runbook"),
    tr_noop!("${silent[$at]}: no call: ${silent[$((at + 1))]}"),
    tr_noop!("No call either: $other_states. What each of these needs stands in the runbook."),
    tr_noop!(
        "# group_of ADDRESS: where the components are of several Cluster Managers, all addresses of the one that has this one."
    ),
    tr_noop!("# component TASK FLAVOUR NAME ENCODED-NAME BODY UNDO-BODY HAS-CHECKPOINT  KEY OLD NEW..."),
    tr_noop!("$task: $name: skipped: CM_ADDRESS is not the address of its Cluster Manager, $manager"),
    tr_noop!("say \"$task: $name\""),
    tr_noop!("# rest TASK PART WHY: a part of a task for which there is no call."),
    tr_noop!("$1: $2: no call: $3"),
    tr_noop!("already there, skipped; see in the console that it runs"),
    tr_noop!("$name: read back, $mismatch"),
    tr_noop!("  read back, as it should be"),
    tr_noop!("  note: the checkpoint changed; --pull-back makes the component go back to it"),
    tr_noop!("# send_form new|old KEY OLD NEW...: one form with all keys, for a Light-Connector."),
    tr_noop!("# The way back: keys that were absent are taken away, the others get their old values."),
    tr_noop!("as it was, skipped; see in the console that it runs"),
    tr_noop!("  no call is known that takes source.$1 of a Light-Connector away; do it in the console"),
    tr_noop!("$name: read back, $mismatch"),
    tr_noop!("  read back, as it was"),
    tr_noop!("# A key for a URL: the keys that omslint adds need no more than this."),
    tr_noop!("the key '$1' cannot stand in a URL as it is; take it away in the console"),
];

/// Those of the script after the calls.
pub(super) const TAIL: &[&str] = &[
    tr_noop!("--pull-back needs a task"),
    tr_noop!("there is no option $1"),
    tr_noop!("this plan has no call for the task '$task': $(why_no_call \"$task\")"),
    tr_noop!("--$mode needs the names of tasks, or --all"),
    tr_noop!("CM_ADDRESS is not set: the address of the Cluster Manager, such as http://10.0.0.1:8088"),
    tr_noop!("CM_MANAGER is no address of a Cluster Manager of this plan: ${managers[*]}"),
    tr_noop!("CM_ADDRESS is an address of another Cluster Manager of this plan: $other"),
    tr_noop!("# Under --all, what is of another Cluster Manager is for another run."),
    tr_noop!(
        "cm.sh: skipped: give the address of their Cluster Manager as CM_ADDRESS; where that is a VIP or another name for it, its address as named above as CM_MANAGER, too"
    ),
    tr_noop!("cm.sh: not done:"),
    tr_noop!("cm.sh: left stopped, perhaps, by an earlier run; once one runs again, delete its line in %s:"),
    tr_noop!("Dry run: nothing was sent. --apply TASK... sends."),
];

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: [(&str, &[&str]); 2] = [(include_str!("cm_head.sh"), HEAD), (include_str!("cm_tail.sh"), TAIL)];

    /// The Chinese of a text, whatever the language of the run.
    fn chinese(text: &str) -> &'static str {
        let (texts, _) = crate::text::lang::chinese();
        texts.into_iter().find(|(english, _)| *english == text).map(|(_, chinese)| chinese).unwrap()
    }

    #[test]
    fn each_text_stands_in_the_script_in_this_order() {
        for (script, texts) in SCRIPT {
            let mut rest = script;
            for text in texts {
                rest = rest.split_once(text).unwrap_or_else(|| panic!("{text:?} is not in its place")).1;
            }
        }
    }

    #[test]
    fn no_comment_of_the_script_is_left_in_english() {
        for (script, texts) in SCRIPT {
            let mut rest = script;
            let mut left = String::new();
            for text in texts {
                let (before, behind) = rest.split_once(text).unwrap();
                left += before;
                rest = behind;
            }
            left += rest;
            let machine = ["#!/usr/bin/env bash", "# shellcheck disable=SC2016"];
            let is_prose = |line: &&str| line.starts_with("# ") && !line.starts_with("#  ") && !machine.contains(line);
            assert_eq!(left.lines().map(str::trim).find(is_prose), None);
        }
    }

    #[test]
    fn what_a_shell_takes_apart_is_the_same_in_both_languages() {
        let signs = |text: &str| {
            let special = |c: &char| "'\"\\$`!%;&|<>(){}*".contains(*c);
            let mut signs: Vec<char> = text.chars().filter(special).collect();
            signs.sort_unstable();
            signs
        };
        // `;` and brackets are full-width in Chinese, and mean nothing to a shell between quotes.
        let plain = |text: &str| signs(text).into_iter().filter(|c| !";()".contains(*c)).collect::<Vec<_>>();
        for text in HEAD.iter().chain(TAIL).filter(|text| !text.starts_with('#')) {
            assert_eq!(plain(text), plain(chinese(text)), "{text:?}");
        }
    }
}
