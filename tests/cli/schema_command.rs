//! `omslint schema`: lists, prints, and suggests.

use omslint::knowledge::schemas;

fn omslint(args: &[&str]) -> (Option<i32>, String, String) {
    let output = assert_cmd::Command::from_std(crate::scratch::omslint()).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn without_a_name_all_are_listed_and_each_is_printed_as_it_is() {
    let (code, listed, _) = omslint(&["schema"]);
    assert_eq!(code, Some(0));
    for schema in schemas::ALL {
        let line = listed.lines().find(|line| line.split_whitespace().next() == Some(schema.name)).unwrap();
        assert!(line.ends_with(&schema.title()), "{line}");
        assert_eq!(omslint(&["schema", schema.name]), (Some(0), schema.text(), String::new()));
    }
}

#[test]
fn an_unknown_name_is_wrong_usage_with_a_suggestion() {
    let (code, out, error) = omslint(&["schema", "incr-snyc"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(error.contains("did you mean `incr-sync`?"), "{error}");
    let (code, _, error) = omslint(&["schema", "zzz"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("`omslint schema` lists them"), "{error}");
}
