//! Redaction, shown on every place a secret can stand in.

use super::*;
use crate::text::syntax::{Json, parse};

fn masked(text: &str) -> String {
    let document = parse("a.json", text.into(), &Json).unwrap();
    Masked::of(&document, false).text().to_owned()
}

#[test]
fn names_of_secrets() {
    for name in [
        "password",
        "PASSWD",
        "pwd",
        "jdbcPassword",
        "store_password",
        "sink.password",
        "drcServicePwd",
        "accessId",
        "accessKey",
        "ACCESS_KEY",
        "secretKey",
        "token",
        "mysql2store.master.password",
        "source.token",
        "Pass-Word_",
        "密PWD",
        "access-key-id",
        "pwd.x",
        "pass",
        "db_pass",
        "dbPass",
        "ak",
        "SK",
        "oss.ak",
        "ossAk",
        "oss-sk",
        "ossSK",
        "apiKey",
        "api_key",
        "credential",
        "awsCredentials",
        "Authorization",
        "proxy-authorization",
        "Set-Cookie",
        "密码",
        "数据库密码",
    ] {
        assert!(is_secret_key(name), "{name}");
    }
    for name in [
        "username",
        "dbType",
        "passwordEncrypted",
        "tokenizer",
        "key",
        "primaryKey",
        "checkpoint",
        "wd",
        "",
        "密",
        "pwdİ",
        "bypass",
        "task",
        "disk",
        "taskSk1",
        "peak",
        "break",
        "passive",
        "cookieless",
        "authorizationType",
        "sketch",
    ] {
        assert!(!is_secret_key(name), "{name}");
    }
    assert!(is_mask("***") && is_mask("******") && !is_mask("**") && !is_mask("***a"));
}

#[test]
fn values_of_secret_keys_at_any_depth() {
    assert_eq!(
        masked(r#"{"a":[{"Password" : "s3"}],"token":7,"pwd":{"x":["q",{"y":true}]},"passwd":"","accessKey":"***"}"#),
        r#"{"a":[{"Password" : "[redacted]"}],"token":[redacted],"pwd":{"x":["[redacted]",{"y":[redacted]}]},"passwd":"","accessKey":"***"}"#
    );
}

#[test]
fn objects_that_name_what_their_value_is() {
    assert_eq!(
        masked(
            r#"[{"name":"password","value":"x"},{"value":["y"],"key":"ak"},{"name":"user","value":"z"},{"name":"password"}]"#
        ),
        r#"[{"name":"password","value":"[redacted]"},{"value":["[redacted]"],"key":"ak"},{"name":"user","value":"z"},{"name":"password"}]"#
    );
}

#[test]
fn json_inside_strings_of_several_levels() {
    assert_eq!(
        masked(r#"{"a":"{\"b\":\"{\\\"password\\\":\\\"x\\\\\\\"y\\\",\\\"n\\\":1}\"}","z":2}"#),
        r#"{"a":"{\"b\":\"{\\\"password\\\":\\\"[redacted]\\\",\\\"n\\\":1}\"}","z":2}"#
    );
    assert_eq!(masked(r#"{"a":"{\"password\":\"x\", broken"}"#), r#"{"a":"{\"password\":\"[redacted]\", broken"}"#);
}

#[test]
fn urls_and_lists() {
    for (value, expected) in [
        ("jdbc:oceanbase://u@t#c:p:a@ss@h:2883/db?x=1", "jdbc:oceanbase://u@t#c:[redacted]@h:2883/db?x=1"),
        ("http://10.0.0.1:8080/a@b", "http://10.0.0.1:8080/a@b"),
        ("http://[::1]:80/x@y", "http://[::1]:80/x@y"),
        ("http://u:pa/ss@h/x", "http://u:[redacted]@h/x"),
        ("redis://:pw@h", "redis://:[redacted]@h"),
        ("jdbc:oracle:thin:scott/tiger@//h:1521/s", "jdbc:oracle:thin:scott/[redacted]@//h:1521/s"),
        ("jdbc:oracle:thin:@//h:1521/s", "jdbc:oracle:thin:@//h:1521/s"),
        ("jdbc:mysql://h/d?user=a&password=b,c&x=1", "jdbc:mysql://h/d?user=a&password=[redacted]&x=1"),
        ("Server=h;Pwd=b;Db=c", "Server=h;Pwd=[redacted];Db=c"),
        ("a=1,accessKey=k,token=t", "a=1,accessKey=[redacted],token=[redacted]"),
        ("u='x' password = 'y z';", "u='x' password = '[redacted]';"),
        ("password=***", "password=***"),
        ("password: y z", "password: [redacted]"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: [redacted]"),
        ("curl -H Bearer abc.def-ghi http://h", "curl -H Bearer [redacted] http://h"),
        ("the bearer of it", "the bearer of it"),
        ("run --password p#w --user u", "run --password [redacted] --user u"),
        ("run --db-pass 'p w' -x", "run --db-pass '[redacted]' -x"),
        ("<a><Password>p w</Password><b>c</b></a>", "<a><Password>[redacted]</Password><b>c</b></a>"),
        ("<n:pwd x>p", "<n:pwd x>[redacted]"),
        ("u%3Da%26password%3Dp%2Fw%26x%3D1", "u%3Da%26password%3D[redacted]%26x%3D1"),
        ("/x?next=%3Ftoken%3dabc&y=1", "/x?next=%3Ftoken%3d[redacted]&y=1"),
        ("ak=x,sk=y", "ak=[redacted],sk=[redacted]"),
        ("a < b and c > d", "a < b and c > d"),
        ("10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:1", "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:1"),
    ] {
        assert_eq!(masked(&format!("{{\"v\":\"{value}\"}}")), format!("{{\"v\":\"{expected}\"}}"), "{value}");
    }
    assert_eq!(
        masked(r#"{"sasl.jaas.config":"X required username=\"u\" password=\"p w\";"}"#),
        r#"{"sasl.jaas.config":"X required username=\"u\" password=\"[redacted]\";"}"#
    );
}

#[test]
fn sentences_keep_their_colons() {
    assert_eq!(text("unexpected token: }"), "unexpected token: }");
    assert_eq!(text("jdbc://h?password=x, and so on"), "jdbc://h?password=[redacted], and so on");
    assert_eq!(text(r#"{"password":"x"}"#), r#"{"password":"[redacted]"}"#);
}

#[test]
fn offsets_lead_into_the_masked_text() {
    let masked = Masked::new("ab secret cd", &[Span::new(3, 9)]);
    assert_eq!(masked.text(), "ab [redacted] cd");
    assert_eq!(masked.offset(2), 2);
    assert_eq!(masked.offset(5), 3);
    assert_eq!(masked.offset(9), 13);
    assert_eq!(masked.span(Span::new(5, 7)), Span::new(3, 13));
    assert_eq!(masked.span(Span::new(10, 12)), Span::new(14, 16));
}

#[test]
fn lines_stay_on_their_numbers() {
    let text = "a: |\n  one\n\n  two\nb: 1";
    let spans = apart(text, vec![Span::new(7, 18)]);
    assert_eq!(Masked::new(text, &spans).text(), "a: |\n  [redacted]\n\n  [redacted]\nb: 1");
}

#[test]
fn comments_hold_old_passwords() {
    let text = "a=1 # password=x\n; pwd = y\n";
    let mut found = Vec::new();
    comments(text, &mut found);
    assert_eq!(Masked::new(text, &apart(text, found)).text(), "a=1 # password=[redacted]\n; pwd = [redacted]\n");
}

#[test]
fn a_line_of_a_broken_file_is_quoted_only_far_from_secrets() {
    assert_eq!(quotable("{\n  \"a\": ]\n}", 9).as_deref(), Some("  \"a\": ]"));
    assert_eq!(quotable("\u{feff}{]", 4).as_deref(), Some("{]"));
    for (text, at) in [
        ("{\"password\": hunter2]", 13),
        ("{\"Access-Key\":\n\n  hunter2]", 20),
        ("password: |\n  hunter2\n  x: [", 25),
        ("url: http://u:hunter2@h\nx: [", 25),
        ("JAVA_PASSWD=hunter2\n[", 20),
        ("a: |\n  basic auth hunter2: [", 20),
    ] {
        assert_eq!(quotable(text, at), None, "{text}");
    }
    assert_eq!(quotable(&"x".repeat(5000), 10), None);
}

#[test]
fn a_password_behind_a_short_option_is_masked() {
    for (shown, masked) in [
        ("mysql -h10.0.0.1 -uroot -pSecret#1 -P3306 oms", "mysql -h10.0.0.1 -uroot -p[redacted] -P3306 oms"),
        ("mysqldump -p'a b' oms", "mysqldump -p'[redacted]' oms"),
        ("/usr/bin/obclient -uroot@sys -pSecret#1", "/usr/bin/obclient -uroot@sys -p[redacted]"),
        ("sshpass -p Secret#1 ssh host", "sshpass -p [redacted] ssh host"),
        ("mysql -h10.0.0.1 -P3306 -p oms", "mysql -h10.0.0.1 -P3306 -p oms"),
        ("docker run -p8088:8088 oms", "docker run -p8088:8088 oms"),
    ] {
        assert_eq!(text(shown), masked);
    }
}
