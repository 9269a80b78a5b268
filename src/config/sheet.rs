//! A values file that is a table: `values.csv`, as it was written or as a spreadsheet saved it. Each row is an override of its
//! own. It means what an `[[override]]` of its task and direction means and, where it names a component, that one alone.

use std::collections::BTreeMap;

use super::entries;
use super::tree::Mistake;
use crate::knowledge::db_types::DbTypes;
use crate::lint::overrides::{Checkpoints, ComponentName, Override, Overrides, Said, Scope};
use crate::oms::kind::Direction;
use crate::oms::time;
use crate::text::lang::{comma, tr};
use crate::text::sorting;
use crate::text::source::{Place, Span};

/// The columns, in their order.
const COLUMNS: [&str; 8] = ["task", "component", "direction", "key", "client", "value", "proposal", "because"];

/// The columns without which a table says nothing.
const NEEDED: [&str; 3] = ["task", "key", "value"];

/// What a row can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    DbType,
    Checkpoint,
    Ddl,
}

/// The keys of a row.
const KEYS: [(&str, Key); 3] = [("dbType", Key::DbType), ("checkpoint", Key::Checkpoint), ("ddl", Key::Ddl)];

/// A row: where it begins, where its first line ends, its cells.
struct Row {
    span: Span,
    cells: Vec<String>,
}

/// The cells of a row that say something, as a person means them.
#[derive(Debug, Clone, Copy)]
struct Cells<'r> {
    task: &'r str,
    component: &'r str,
    direction: &'r str,
    key: &'r str,
    client: &'r str,
    value: &'r str,
}

/// What two rows must not say differently: the task, the direction, the component, the key with its client.
type Claim = (String, Option<Direction>, Option<String>, String);

/// The text of a table. What is not UTF-8, such as the GBK of a Chinese spreadsheet, matters in no cell that is read:
/// ids and values are plain; where it does, that is told. Old spreadsheets of the Mac end lines with CR alone.
#[must_use]
pub(crate) fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\n') { text.to_owned() } else { text.replace('\r', "\n") }
}

/// The overrides in a table, which is `document` among the documents of the run. What is said of one component is stronger
/// than what is said of a direction, and that than what is said of a task, in whatever order a spreadsheet sorted the rows.
///
/// # Errors
/// What is wrong in it.
pub(crate) fn read(text: &str, document: usize, types: &DbTypes) -> Result<Overrides, Vec<Mistake>> {
    let mut rows = rows(text).into_iter();
    let head = rows.next().map(|row| row.cells).unwrap_or_default();
    let names: Vec<String> = head.iter().map(|cell| cell.trim().to_ascii_lowercase()).collect();
    let at = |name: &str| names.iter().position(|known| known == name);
    if let Some(name) = NEEDED.iter().find(|name| at(name).is_none()) {
        let columns = COLUMNS.join(",");
        let message = tr!("the first line names no column `{name}`; the columns are {columns}", name, columns);
        return Err(vec![Mistake { offset: 0, message }]);
    }
    let (mut mistakes, mut overrides) = (Vec::new(), Vec::new());
    let mut claims: BTreeMap<Claim, String> = BTreeMap::new();
    for row in &rows.collect::<Vec<_>>() {
        let cell = |name: &str| at(name).and_then(|at| row.cells.get(at)).map_or("", |cell| plain(cell));
        let cells = Cells {
            task: cell("task"),
            component: cell("component"),
            direction: cell("direction"),
            key: cell("key"),
            client: cell("client"),
            value: cell("value"),
        };
        if cells.value.is_empty() {
            continue;
        }
        let place = Place { document, span: row.span };
        let one = check(cells).and_then(|()| override_of(cells, place, types));
        match one.and_then(|(key, one)| claim(cells, key, &one, &mut claims).map(|()| one)) {
            Ok(one) => overrides.push(one),
            Err(message) => mistakes.push(Mistake { offset: row.span.start(), message }),
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let is_of_client = |one: &Override| matches!(one.checkpoint, Some(Checkpoints::Clients(_)));
    sorting::sort_by_key(&mut overrides, |one| {
        (one.component.is_some(), one.scope.direction.is_some(), is_of_client(one))
    });
    Ok(overrides.into())
}

/// What a row says.
fn override_of(cells: Cells<'_>, place: Place, types: &DbTypes) -> Result<(Key, Override), String> {
    let known = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(cells.key));
    let Some(&(name, key)) = known else {
        let known = KEYS.map(|(key, _)| key).join(comma());
        return Err(tr!("there is no key `{key}` here; it is one of {known}", key = cells.key, known));
    };
    let direction = Some(cells.direction).filter(|word| !word.is_empty()).map(entries::direction).transpose()?;
    let component = Some(cells.component).filter(|name| !name.is_empty());
    let tasks = vec![Said { value: cells.task.to_owned(), place }];
    let mut one = Override {
        scope: Scope { tasks, paths: None, direction },
        component: component.map(|name| Said { value: ComponentName::new(name), place }),
        created_with: None,
        ddl: None,
        db_type: None,
        checkpoint: None,
    };
    let wrong = |why: String| tr!("`{key}`: {why}", key = name, why);
    match key {
        Key::DbType => one.db_type = Some(Said { value: types.given(cells.value).map_err(wrong)?, place }),
        Key::Ddl => one.ddl = Some(Said { value: entries::ddl(cells.value)?, place }),
        Key::Checkpoint => {
            let text = cells.value;
            let value = time::given(text).map_err(|why| wrong(format!("`{text}` {why}")))?;
            let said = Said { value, place };
            one.checkpoint = Some(match cells.client {
                "" => Checkpoints::All(said),
                client => Checkpoints::Clients(vec![(client.to_owned(), said)]),
            });
        }
    }
    Ok((key, one))
}

/// One value for one component, or for one task: where two rows differ, nobody can tell which is meant.
fn claim(cells: Cells<'_>, key: Key, one: &Override, claims: &mut BTreeMap<Claim, String>) -> Result<(), String> {
    let (what, value) = match (key, &one.checkpoint) {
        (Key::Checkpoint, Some(Checkpoints::All(said))) => ("checkpoint".to_owned(), said.value.to_string()),
        (Key::Checkpoint, Some(Checkpoints::Clients(clients))) => {
            let seconds = clients.iter().map(|(_, said)| said.value.to_string()).collect();
            (format!("checkpoint.{}", cells.client), seconds)
        }
        _ => (cells.key.to_ascii_lowercase(), one.db_type.as_ref().map_or(cells.value, |said| &said.value).to_owned()),
    };
    let component = one.component.as_ref().map(|name| name.value.id().to_owned());
    // Of one component a row can say the direction and another leave it out.
    let direction = one.scope.direction.filter(|_| component.is_none());
    let name = if component.is_some() { cells.component } else { cells.task };
    let claim = (cells.task.to_owned(), direction, component, what.clone());
    match claims.insert(claim, value.clone()) {
        Some(other) if other != value => Err(tr!(
            "`{key}` of {name} is {value} here, and {other} in a row above; keep the row that is right",
            key = what,
            name,
            value,
            other
        )),
        _ => Ok(()),
    }
}

/// What cannot be taken as it stands.
fn check(cells: Cells<'_>) -> Result<(), String> {
    let Cells { task, component, direction, key, client, value } = cells;
    if task.is_empty() {
        return Err(tr!("this row has a value and no task; give it in values.toml, where `paths` can be named").into());
    }
    if [task, component, direction, key, client, value].iter().any(|cell| cell.contains('\u{fffd}')) {
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

/// The rows of a table, its separator taken from its first line.
fn rows(text: &str) -> Vec<Row> {
    let first = text.lines().next().unwrap_or_default();
    let most = |c: char| first.chars().filter(|other| *other == c).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|c| (most(*c), *c == ',')).unwrap_or(',');
    let mut rows: Vec<Row> = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut begin, mut is_quoted) = (0, false);
    // What is pointed at is the first line of a row, whatever stands in its cells.
    let span = |begin: usize| {
        let line = text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Span::new(begin, begin + line.len())
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                chars.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.trim().is_empty() => is_quoted = !is_quoted,
            '\n' if !is_quoted => {
                cells.push(std::mem::take(&mut cell));
                rows.push(Row { span: span(begin), cells: std::mem::take(&mut cells) });
                begin = at + 1;
            }
            c if c == separator && !is_quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push(Row { span: span(begin), cells });
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "task,component,direction,key,client,value,proposal,because";

    /// `line: override` of each, in order of strength.
    fn said(text: &str) -> Vec<String> {
        let line = |place: Place| text[..place.span.start()].lines().count() + 1;
        let overrides = read(text, 0, &DbTypes::default()).unwrap();
        let show = |one: &Override| {
            let (task, name) = (&one.scope.tasks[0], one.component.as_ref().map_or("*", |name| name.value.id()));
            let value = match (&one.db_type, &one.checkpoint) {
                (Some(said), _) => said.value.clone(),
                (_, Some(Checkpoints::All(said))) => said.value.to_string(),
                (_, Some(Checkpoints::Clients(all))) => format!("{} {}", all[0].0, all[0].1.value),
                (None, None) => format!("{:?}", one.ddl.as_ref().unwrap().value),
            };
            format!("{}: {} {name} {value}", line(task.place), task.value)
        };
        overrides.iter().map(show).collect()
    }

    #[test]
    fn rows_become_overrides_on_their_lines() {
        let text = format!(
            "{HEAD}\r\nnp_a,x,,dbType,,ORACLE,,\"because, \"\"so\"\"\"\r\nnp_b,x,,checkpoint,c1,\"=\"\"1690880977\"\"\",,\r\nnp_a,x,,checkpoint,,,1,\r\nnp_b,x,,checkpoint,c2,'1690880978,,\r\n"
        );
        assert_eq!(said(&text), ["2: np_a x ORACLE", "3: np_b x c1 1690880977", "5: np_b x c2 1690880978"]);
    }

    #[test]
    fn what_is_said_of_a_component_is_stronger_however_the_rows_are_sorted() {
        let rows = ["np_a,x,,dbType,,ORACLE,,", "np_a,,forward,dbType,,OB_ORACLE,,", "np_a,,,dbType,,MYSQL,,"];
        let text = format!("{HEAD}\n{}\n", rows.join("\n"));
        assert_eq!(said(&text), ["4: np_a * MYSQL", "3: np_a * OB_ORACLE", "2: np_a x ORACLE"]);
    }

    #[test]
    fn a_spreadsheet_may_save_it_in_its_own_way() {
        for text in ["Task;KEY;value\r\nnp_a;dbtype;MYSQL;;\r\n;;;;\r\n", "task\tkey\tvalue\nnp_a\tdbType\tMYSQL"] {
            assert_eq!(said(text), ["2: np_a * MYSQL"], "{text}");
        }
        let gbk =
            [b"task,key,value,because\r\nnp_a,dbType,MYSQL,".as_slice(), &[0xd2, 0xf2, 0xce, 0xaa], b"\r\n"].concat();
        assert_eq!(said(&text(&gbk)), ["2: np_a * MYSQL"]);
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_its_place() {
        let message = |text: &str| {
            let mistakes = read(text, 0, &DbTypes::default()).unwrap_err();
            mistakes.into_iter().map(|mistake| mistake.message).collect::<String>()
        };
        assert!(message("task,value\n").contains("`key`"));
        assert!(message("task,key,value\nnp_a,checkpoint,1.69E+09\n").contains("rounded"));
        assert!(message("task,key,value\nnp_a,dbTyp,MYSQL\n").contains("`dbTyp`"));
        assert!(message("task,key,value\n,dbType,MYSQL\n").contains("no task"));
        assert!(message("task,key,value\nnp_\u{fffd},dbType,MYSQL\n").contains("UTF-8"));
        assert!(message("task,key,value\nnp_a,dbType,MYSQL\nnp_a,dbtype,ORACLE\n").contains("a row above"));
        assert!(message("task,key,value\nnp_a,dbType,NONE\n").contains("`dbType`"));
        assert!(message("task,direction,key,value\nnp_a,back,dbType,MYSQL\n").contains("`back`"));
    }
}
