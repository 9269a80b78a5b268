//! No secret in any output, whatever it is called and wherever it stands: every format of every command is searched for what
//! was put beside findings. Only the files that are written, and patches, are exact.

use crate::site::Site;

/// What must never be seen, and the text in which it stands. All of it stands near a finding, where snippets show it.
const SECRETS: &[(&str, &str)] = &[
    ("hunter01", r#""password":"hunter01""#),
    ("hunter02", r#""store_passwd":"hunter02""#),
    ("hunter03", r#""drcServicePwd":"hunter03""#),
    ("hunter04", r#""accessId":"hunter04""#),
    ("hunter05", r#""accessKey":"hunter05""#),
    ("hunter06", r#""secretKey":"hunter06""#),
    ("hunter07", r#""token":"hunter07""#),
    ("hunter08", r#""pass":"hunter08""#),
    ("hunter09", r#""ak":"hunter09""#),
    ("hunter10", r#""oss.sk":"hunter10""#),
    ("hunter11", r#""apiKey":"hunter11""#),
    ("hunter12", r#""credentials":{"any":"hunter12"}"#),
    ("hunter13", r#""Authorization":"hunter13""#),
    ("hunter14", r#""cookie":"hunter14""#),
    ("hunter15", r#""密码":"hunter15""#),
    ("hunter16", r#""options":[{"name":"password","value":"hunter16"}]"#),
    ("hunter17", r#""headers":"Bearer hunter17""#),
    ("hunter18", r#""command":"run --password hunter18 --user u""#),
    ("hunter19", r#""xml":"<a><password>hunter19</password></a>""#),
    ("hunter20", r#""next":"http://h/?q=a%26password%3Dhunter20%26b""#),
    ("hunter21", r#""url":"http://u:hunter21@h/x""#),
    ("hunter22", r#""jdbc":"jdbc:mysql://h/d?user=a&password=hunter22""#),
    ("hunter23", r#""encoded":"{\"n\":{\"password\":\"hunter23\"}}""#),
];

fn component(site: &Site, root: &str, more: &str) {
    for (number, (_, text)) in SECRETS.iter().enumerate() {
        let task = format!("np_s{number}");
        let folder = format!("{root}/10.20.30.11/run/10.20.30.11-9000:connector_v2:{task}-incr_trans-1-0:0000000001");
        let subtopic = format!("MYSQL_{task}_x-1-0");
        // One line after the other, so that each snippet shows the secret beside what is wrong.
        let source = format!(
            "\t\"type\":\"STORE_SOURCE\",\n\t{text},\n\t\"dbType\":\"MYSQLL\",\n\t\"clients\":[{{\"clientId\":\"{subtopic}\",\"subtopic\":\
             \"{subtopic}\"}}]{more}"
        );
        let sink = format!("\t\"type\":\"JDBC_SINK\",\n\t{text},\n\t\"dbType\":\"MYSQL\"");
        site.component(&folder, &source, &sink, &format!("\t\"taskIdentity\":\"{task}\""));
    }
}

#[track_caller]
fn is_clean(what: &str, text: &str) {
    let seen: Vec<_> = SECRETS.iter().filter(|(secret, _)| text.contains(secret)).map(|(_, whole)| *whole).collect();
    assert!(seen.is_empty(), "{what} shows {}", seen.join("  "));
}

#[test]
fn no_output_shows_a_secret() {
    let site = Site::new();
    component(&site, "site", "");
    component(&site, "later", ",\n\t\"maxRetries\":\"7\"");
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"] {
        commands.push(vec!["check", "--select", "OMS", "-v", "-f", format, "site"]);
    }
    commands.extend([
        vec!["diff", "--unsafe-fixes", "site"],
        vec!["fix", "--unsafe-fixes", "site", "--out-dir", "out"],
        vec!["plan", "site", "-o", "up"],
        vec!["values", "site"],
        vec!["files", "site"],
        vec!["verify", "site", "later"],
        vec!["verify", "-f", "json", "site", "later"],
        vec!["anonymise", "site", "-o", "strangers"],
    ]);
    for command in commands {
        let said = site.run(&command);
        is_clean(&command.join(" "), &said.out);
        is_clean(&command.join(" "), &said.err);
        let shows_files = command.contains(&"full") || command.contains(&"html");
        assert!(!shows_files || said.out.contains("[redacted]"), "no snippet in {command:?}");
    }
    for name in ["runbook.md", "report.html", "report.md", "report.json", "values.toml", "cm.sh", "manifest.json"] {
        if site.at(&format!("up/{name}")).exists() {
            is_clean(name, &site.read(&format!("up/{name}")));
        }
    }
}
