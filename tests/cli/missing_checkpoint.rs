//! OMS102, what its help says of a position that the Store holds no more. The rest of the rule is in its fixtures.

use std::path::Path;

use serde_json::Value;

/// The one finding of OMS102 in a fixture of the rule, as the JSON report has it.
fn finding(case: &str, now: &str) -> Value {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/missing-checkpoint").join(case);
    let output = crate::scratch::omslint()
        .args(["check", "--select", "OMS102", "-f", "json", "--now", now, "."])
        .current_dir(directory)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{report}");
    findings[0].clone()
}

/// The Store of these begins on 2026-02-24 at 07:00 and keeps five days. Each with the tier as long as it holds the position.
const CASES: [(&str, &str); 2] =
    [("finds-its-store-keeps-less", "unsafe"), ("finds-its-store-keeps-less-for-kafka", "needs-value")];

#[test]
fn what_the_store_keeps_no_more_is_said_to_be_gone() {
    for (case, tier) in CASES {
        for (now, is_gone) in [("2026-03-01T07:00:00Z", false), ("2026-03-01T07:00:01Z", true)] {
            let finding = finding(case, now);
            let help = finding["help"].as_str().unwrap();
            assert_eq!(
                help.contains("its Store keeps 5 days (`store.clearer.outdated`)"),
                is_gone,
                "{case} {now}: {help}"
            );
            assert_eq!(help.contains("a new Store with an earlier timestamp"), is_gone, "{case} {now}: {help}");
            let tier = if is_gone { "needs-value" } else { tier };
            assert_eq!(finding["fix"]["tier"], tier, "{case} {now}");
            assert_eq!(finding["fix"]["proposal"].is_string(), tier == "needs-value", "{case} {now}: {finding}");
        }
    }
}
