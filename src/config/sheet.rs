//! A values file that is a table: `values.csv`, as it was written or as a spreadsheet saved it. It is made into the
//! `[[override]]` tables of a values file, each on the line on which it stands in the table, so that all mistakes are found
//! by the one reader and told with the right line.

use std::collections::BTreeMap;

use super::tree::Mistake;
use crate::text::lang::{comma, tr};

/// The columns, in their order.
const COLUMNS: [&str; 8] = ["task", "component", "direction", "key", "client", "value", "proposal", "because"];

/// The columns without which a table says nothing.
const NEEDED: [&str; 3] = ["task", "key", "value"];

/// The keys of a row, and what they are called in an override.
const KEYS: [(&str, &str); 3] = [("dbType", "db-type"), ("checkpoint", "checkpoint"), ("ddl", "ddl")];

/// A row: where it begins, its line, its cells.
struct Row {
    offset: usize,
    line: usize,
    cells: Vec<String>,
}

/// What the rows of one task and direction come to.
#[derive(Default)]
struct Group {
    line: usize,
    offset: usize,
    values: Vec<String>,
    clients: Vec<String>,
}

/// The text of a table. What is not UTF-8, such as the GBK of a Chinese spreadsheet, matters in no cell that is read:
/// ids and values are plain; where it does, that is told.
#[must_use]
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned()
}

/// The overrides in the table, as TOML.
///
/// # Errors
/// What is wrong in it; offsets are those of `text`.
pub(crate) fn to_toml(text: &str) -> Result<String, Vec<Mistake>> {
    let mut rows = rows(text).into_iter();
    let wrong = |offset: usize, message: String| Mistake { offset, message };
    let head = rows.next().map(|row| row.cells).unwrap_or_default();
    let names: Vec<String> = head.iter().map(|cell| cell.trim().to_ascii_lowercase()).collect();
    let at = |name: &str| names.iter().position(|known| known == name);
    if let Some(name) = NEEDED.iter().find(|name| at(name).is_none()) {
        let columns = COLUMNS.join(",");
        let message = tr!("the first line names no column `{name}`; the columns are {columns}", name, columns);
        return Err(vec![wrong(0, message)]);
    }
    let mut mistakes = Vec::new();
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    for row in rows {
        let cell = |name: &str| at(name).and_then(|at| row.cells.get(at)).map_or("", |cell| plain(cell));
        let value = cell("value");
        if value.is_empty() {
            continue;
        }
        let (task, direction, client, key) = (cell("task"), cell("direction"), cell("client"), cell("key"));
        if let Err(message) = check([task, direction, client, key, value]) {
            mistakes.push(wrong(row.offset, message));
            continue;
        }
        let Some((_, name)) = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)) else {
            let known = KEYS.map(|(key, _)| key).join(comma());
            mistakes.push(wrong(row.offset, tr!("there is no key `{key}` here; it is one of {known}", key, known)));
            continue;
        };
        let group = groups.entry((task.to_owned(), direction.to_owned())).or_default();
        if group.line == 0 {
            (group.line, group.offset) = (row.line, row.offset);
        }
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
        let said = if is_number && *name == "checkpoint" { value.to_owned() } else { quoted(value) };
        if *name == "checkpoint" && !client.is_empty() {
            group.clients.push(format!("{} = {said}", quoted(client)));
        } else {
            group.values.push(format!("{name} = {said}"));
        }
    }
    if mistakes.is_empty() { Ok(toml(groups)) } else { Err(mistakes) }
}

/// The tables, each on its line.
fn toml(groups: BTreeMap<(String, String), Group>) -> String {
    let mut lines: BTreeMap<usize, String> = BTreeMap::new();
    for ((task, direction), mut group) in groups {
        let mut parts = vec![format!("tasks = [{}]", quoted(&task))];
        if !direction.is_empty() {
            parts.push(format!("direction = {}", quoted(&direction)));
        }
        if !group.clients.is_empty() {
            group.values.push(format!("checkpoint = {{ {} }}", group.clients.join(", ")));
        }
        parts.append(&mut group.values);
        lines.insert(group.line, format!("{{ {} }},", parts.join(", ")));
    }
    let mut out = "override = [".to_owned();
    let mut line = 1;
    for (at, text) in lines {
        out.push_str(&"\n".repeat(at.saturating_sub(line)));
        out.push_str(&text);
        line = at;
    }
    out.push_str("]\n");
    out
}

/// What cannot be taken as it stands.
fn check([task, direction, client, key, value]: [&str; 5]) -> Result<(), String> {
    if task.is_empty() {
        return Err(tr!("this row has a value and no task; give it in values.toml, where `paths` can be named").into());
    }
    if [task, direction, client, key, value].iter().any(|cell| cell.contains('\u{fffd}')) {
        return Err(tr!("a name or a value in this row is not UTF-8; save the table as \"CSV UTF-8\"").into());
    }
    let is_rounded = value.contains(['e', 'E']) && value.parse::<f64>().is_ok();
    if is_rounded {
        return Err(tr!(
            "the spreadsheet rounded this value to {value}; enter it again as text, with all its digits",
            value
        ));
    }
    Ok(())
}

/// A cell as a person means it: `="1690880977"` and `'1690880977` are how a spreadsheet is told that something is text.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    let formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| cell.strip_prefix('\'')).unwrap_or(cell)
}

/// A TOML string, which may also be a key.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.chars().map(|c| if c.is_control() { format!("\\u{:04X}", u32::from(c)) } else { c.to_string() }).collect()
}

/// The rows of a table, its separator taken from its first line.
fn rows(text: &str) -> Vec<Row> {
    let first = text.lines().next().unwrap_or_default();
    let most = |c: char| first.chars().filter(|other| *other == c).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|c| (most(*c), *c == ',')).unwrap_or(',');
    let mut rows: Vec<Row> = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut begin, mut begin_line, mut line, mut is_quoted) = (0, 1, 1, false);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if is_quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                chars.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.trim().is_empty() => is_quoted = !is_quoted,
            '\n' if !is_quoted => {
                cells.push(std::mem::take(&mut cell));
                rows.push(Row { offset: begin, line: begin_line, cells: std::mem::take(&mut cells) });
                (begin, begin_line) = (at + 1, line);
            }
            c if c == separator && !is_quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push(Row { offset: begin, line: begin_line, cells });
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "task,component,direction,key,client,value,proposal,because";

    #[test]
    fn rows_become_overrides_on_their_lines() {
        let text = format!(
            "{HEAD}\r\nnp_a,x,,dbType,,ORACLE,,\"because, \"\"so\"\"\"\r\nnp_b,x,,checkpoint,c1,\"=\"\"1690880977\"\"\",,\r\nnp_a,x,,checkpoint,,,1,\r\nnp_b,x,,checkpoint,c2,'1690880978,,\r\n"
        );
        let toml = to_toml(&text).unwrap();
        let lines: Vec<_> = toml.lines().collect();
        assert_eq!(lines[0], "override = [");
        assert_eq!(lines[1], "{ tasks = [\"np_a\"], db-type = \"ORACLE\" },");
        assert_eq!(lines[2], "{ tasks = [\"np_b\"], checkpoint = { \"c1\" = 1690880977, \"c2\" = 1690880978 } },]");
    }

    #[test]
    fn a_spreadsheet_may_save_it_in_its_own_way() {
        for text in ["Task;KEY;value\r\nnp_a;dbtype;MYSQL;;\r\n;;;;\r\n", "task\tkey\tvalue\nnp_a\tdbType\tMYSQL"] {
            assert!(to_toml(text).unwrap().contains("tasks = [\"np_a\"], db-type = \"MYSQL\""), "{text}");
        }
        let gbk =
            [b"task,key,value,because\r\nnp_a,dbType,MYSQL,".as_slice(), &[0xd2, 0xf2, 0xce, 0xaa], b"\r\n"].concat();
        assert!(to_toml(&text(&gbk)).unwrap().contains("MYSQL"));
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_its_place() {
        let message = |text: &str| to_toml(text).unwrap_err().into_iter().map(|m| m.message).collect::<String>();
        assert!(message("task,value\n").contains("`key`"));
        assert!(message("task,key,value\nnp_a,checkpoint,1.69E+09\n").contains("rounded"));
        assert!(message("task,key,value\nnp_a,dbTyp,MYSQL\n").contains("`dbTyp`"));
        assert!(message("task,key,value\n,dbType,MYSQL\n").contains("no task"));
        assert!(message("task,key,value\nnp_\u{fffd},dbType,MYSQL\n").contains("UTF-8"));
    }
}
