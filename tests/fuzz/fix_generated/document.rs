//! Documents as people and OMS write them, put together from choices: what is in them, in which syntax, and how it is
//! laid out.

use proptest::prelude::*;

/// A value before it is written down.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Text(String),
    Number(i64),
    Null,
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
    /// JSON in a string.
    Encoded(Box<Tree>),
}

/// Which of the shapes that fixes apply to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    RunDirectory,
    Sectioned,
    Flat,
    ApiAnswer,
    JdbcWriter,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Json,
    Yaml,
    Ini,
    Properties,
}

/// How it is laid out.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// None: all on one line.
    pub indent: Option<&'static str>,
    pub line_break: &'static str,
    pub colon: &'static str,
    pub has_bom: bool,
    pub ends_in_break: bool,
    pub has_comments: bool,
    /// Non-ASCII and some letters as `\u` escapes.
    pub escapes: bool,
    pub quote: &'static str,
    /// YAML: inner maps between braces.
    pub flow: bool,
    /// YAML: an anchor with an alias and a merge, beside what is fixed.
    pub anchors: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub form: Form,
    pub kind: Kind,
    pub layout: Layout,
    /// Keys of the source, in this order.
    pub order: Vec<usize>,
    pub db_type: usize,
    pub checkpoint: usize,
    pub encoded: bool,
    pub clients: usize,
    pub setting: usize,
}

/// All of them.
pub(super) fn plans() -> impl Strategy<Value = Plan> {
    let layout = (
        prop::sample::select(vec![None, Some("\t"), Some("  "), Some("    "), Some(" ")]),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(vec![":", ": ", " : ", " :"]),
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        prop::sample::select(vec!["", "\"", "'"]),
        (any::<bool>(), any::<bool>()),
    );
    let layout = layout.prop_map(|(indent, line_break, colon, flags, quote, (flow, anchors))| Layout {
        indent,
        line_break,
        colon,
        has_bom: flags.0,
        ends_in_break: flags.1,
        has_comments: flags.2,
        escapes: flags.3,
        quote,
        flow,
        anchors,
    });
    let pairs = vec![
        (Form::RunDirectory, Kind::Json),
        (Form::Sectioned, Kind::Json),
        (Form::Flat, Kind::Json),
        (Form::ApiAnswer, Kind::Json),
        (Form::Sectioned, Kind::Yaml),
        (Form::Flat, Kind::Yaml),
        (Form::ApiAnswer, Kind::Yaml),
        (Form::Sectioned, Kind::Ini),
        (Form::JdbcWriter, Kind::Ini),
        (Form::Flat, Kind::Properties),
    ];
    let order = Just((0..7).collect::<Vec<usize>>()).prop_shuffle();
    let numbers = (0..6_usize, 0..7_usize, any::<bool>(), 1..4_usize, 0..crate::fixes::SETTINGS);
    (prop::sample::select(pairs), layout, order, numbers).prop_map(
        |((form, kind), layout, order, (db_type, checkpoint, encoded, clients, setting))| Plan {
            form,
            kind,
            layout,
            order,
            db_type,
            checkpoint,
            encoded,
            clients,
            setting,
        },
    )
}

fn text(text: &str) -> Tree {
    Tree::Text(text.to_owned())
}

fn map(entries: &[(&str, Tree)]) -> Tree {
    Tree::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

impl Plan {
    fn client(number: usize) -> String {
        format!("ORACLE_np_4f7k2m9x1c_sub{number}-1-0")
    }

    /// The entries of the source.
    fn source(&self) -> Vec<(String, Tree)> {
        let encode = |tree: Tree| if self.encoded { Tree::Encoded(Box::new(tree)) } else { tree };
        let ids: Vec<String> = (0..self.clients).map(Self::client).collect();
        let client = |id: &String| map(&[("clientId", text(id)), ("subtopic", text(id)), ("备注", text("原\"库\\"))]);
        let positions =
            |ids: &[String], value: &str| Tree::Map(ids.iter().map(|id| (id.clone(), text(value))).collect());
        let db_type = match self.db_type {
            0 | 1 => None,
            2 => Some(text("")),
            3 => Some(Tree::Null),
            4 => Some(text("oracle")),
            _ => Some(text("oceanbase_oracle_mode")),
        };
        let checkpoint = match self.checkpoint {
            0 | 1 => None,
            2 => Some(encode(Tree::Map(Vec::new()))),
            3 => Some(if self.encoded { Tree::Null } else { text("") }),
            4 => Some(encode(positions(&ids[..1], "1772900000"))),
            5 => Some(encode(positions(&ids, ""))),
            _ => Some(encode(positions(&ids, "1772900000000"))),
        };
        let all = [
            Some(("type", text("STORE_SOURCE"))),
            Some(("clients", encode(Tree::List(ids.iter().map(client).collect())))),
            db_type.map(|tree| ("dbType", tree)),
            checkpoint.map(|tree| ("checkpoint", tree)),
            Some(("askSelfUnit", Tree::Number(1))),
            Some(("filter", text("a = '#1'; b: 2 // 密码\u{e9} \\t"))),
            Some(("checkpiont2", text("1e3"))),
        ];
        let entry = |&at: &usize| all[at].clone().map(|(key, tree)| (key.to_owned(), tree));
        self.order.iter().filter_map(entry).collect()
    }

    fn sections(&self) -> Vec<(String, Tree)> {
        let coordinator = map(&[("sourceType", text("ORACLE")), ("sinkType", text("OB_ORACLE"))]);
        let sink = map(&[("type", text("OB_ORACLE")), ("说明", text("目标"))]);
        let mut all = vec![
            ("source".to_owned(), Tree::Map(self.source())),
            ("sink".to_owned(), sink),
            ("coordinator".to_owned(), coordinator),
        ];
        all.rotate_left(self.order[0] % 3);
        all
    }

    /// The files, each with its path.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let id = "10.20.30.11-9000:connector_v2:np_4f7k2m9x1c-incr_trans-1-0:0000000005";
        let end = match self.kind {
            Kind::Json => "json",
            Kind::Yaml => "yaml",
            Kind::Ini => "ini",
            Kind::Properties => "properties",
        };
        let tree = match self.form {
            Form::RunDirectory => {
                let folder = format!("export/10.20.30.11/run/{id}/conf");
                let store = "export/10.20.30.11/store/10.20.30.11-7100:ORACLE_np_4f7k2m9x1c_sub0-1-0:0000000001/conf";
                let crawler =
                    "[global]\nsubTopic=ORACLE_np_4f7k2m9x1c_sub0-1-0\n[oracle2store]\nmaster.timestamp=1772000000\n";
                let file = |(name, tree): (String, Tree)| (format!("{folder}/{name}.json"), self.write(&tree));
                let mut files: Vec<_> = self.sections().into_iter().map(file).collect();
                files.push((format!("{store}/crawler.conf"), crawler.to_owned()));
                return files;
            }
            Form::Sectioned => Tree::Map(self.sections()),
            Form::Flat => {
                let flat = |(name, tree): (String, Tree)| match tree {
                    Tree::Map(entries) => {
                        entries.into_iter().map(|(key, value)| (format!("{name}.{key}"), encoded(value))).collect()
                    }
                    _ => Vec::new(),
                };
                Tree::Map(self.sections().into_iter().flat_map(flat).collect())
            }
            Form::ApiAnswer => {
                let config = Tree::Map(self.sections());
                let config = if self.encoded { Tree::Encoded(Box::new(config)) } else { config };
                let item = map(&[("name", text(id)), ("type", text("INCR_TRANS")), ("config", config)]);
                let lists = map(&[("incrSyncComponents", Tree::List(vec![item])), ("storeList", Tree::List(vec![]))]);
                map(&[("success", Tree::Number(1)), ("data", lists)])
            }
            Form::JdbcWriter => {
                let of_type = ["oceanbase", "OCEANBASE_ORACLE_MODE", "ob10", "", "mysql", "oracle"][self.db_type];
                map(&[(
                    "JDBCWriter",
                    map(&[("src_type", text(of_type)), ("timestamp", text("")), ("subTopic", text(&Self::client(0)))]),
                )])
            }
        };
        vec![(format!("export/incr-sync-generated.{end}"), self.write(&tree))]
    }

    fn write(&self, tree: &Tree) -> String {
        let layout = &self.layout;
        let mut out = match self.kind {
            Kind::Json => self.json(tree, 0),
            Kind::Yaml => self.yaml(tree, 0).trim_start().to_owned(),
            Kind::Ini | Kind::Properties => self.lines(tree),
        };
        if layout.ends_in_break {
            out.push('\n');
        }
        if self.kind != Kind::Json || layout.indent.is_some() {
            out = out.replace('\n', layout.line_break);
        }
        if layout.has_bom { format!("\u{feff}{out}") } else { out }
    }

    fn string(&self, text: &str) -> String {
        let plain = serde_json::to_string(text).unwrap();
        if !self.layout.escapes {
            return plain;
        }
        let escape =
            |c: char| if c.is_ascii() && c != 'S' { c.to_string() } else { format!("\\u{:04X}", u32::from(c)) };
        plain.chars().map(escape).collect()
    }

    fn json(&self, tree: &Tree, depth: usize) -> String {
        let line =
            |depth: usize| self.layout.indent.map_or(String::new(), |indent| format!("\n{}", indent.repeat(depth)));
        let around = |open: char, items: Vec<String>, close: char| {
            if items.is_empty() {
                return format!("{open}{close}");
            }
            let items: Vec<String> = items.into_iter().map(|item| format!("{}{item}", line(depth + 1))).collect();
            format!("{open}{}{}{close}", items.join(","), line(depth))
        };
        match tree {
            Tree::Text(text) => self.string(text),
            Tree::Number(number) => number.to_string(),
            Tree::Null => "null".into(),
            Tree::List(items) => around('[', items.iter().map(|item| self.json(item, depth + 1)).collect(), ']'),
            Tree::Map(entries) => {
                let entry = |(key, value): &(String, Tree)| {
                    format!("{}{}{}", self.string(key), self.layout.colon, self.json(value, depth + 1))
                };
                around('{', entries.iter().map(entry).collect(), '}')
            }
            Tree::Encoded(inner) => self.string(&compact(inner)),
        }
    }

    fn scalar(&self, text: &str) -> String {
        match self.layout.quote {
            "'" => format!("'{}'", text.replace('\'', "''")),
            "" if text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_') && !text.is_empty() => text.to_owned(),
            _ => self.string(text),
        }
    }

    fn key(&self, key: &str) -> String {
        match self.layout.quote {
            "'" => format!("'{key}'"),
            "\"" => format!("\"{key}\""),
            _ => key.to_owned(),
        }
    }

    fn yaml(&self, tree: &Tree, depth: usize) -> String {
        let step = self.layout.indent.filter(|indent| *indent != "\t").map_or(2, str::len);
        let lead = " ".repeat(step * depth);
        let is_inline = self.layout.flow && depth > 1;
        match tree {
            Tree::Text(text) => format!(" {}", self.scalar(text)),
            Tree::Number(number) => format!(" {number}"),
            Tree::Null => String::new(),
            Tree::Encoded(inner) => format!(" {}", self.scalar(&compact(inner))),
            Tree::Map(_) | Tree::List(_) if is_inline || is_empty(tree) => format!(" {}", flow(tree)),
            Tree::Map(entries) => {
                let mut out = String::new();
                if depth == 0 && self.layout.anchors {
                    out.push_str("\nx-common: &common\n  retries: 3\nx-used:\n  <<: *common\n  word: *common");
                }
                for (at, (key, value)) in entries.iter().enumerate() {
                    if self.layout.has_comments && at % 2 == 0 {
                        out.push_str(&format!("\n{lead}# 说明: \"{key}\""));
                    }
                    let tail =
                        if self.layout.has_comments && !matches!(value, Tree::Map(_) | Tree::List(_)) && at % 3 == 0 {
                            "  # why"
                        } else {
                            ""
                        };
                    out.push_str(&format!("\n{lead}{}:{}{tail}", self.key(key), self.yaml(value, depth + 1)));
                }
                out
            }
            Tree::List(items) => {
                let item = |item: &Tree| match item {
                    Tree::Map(_) if !is_empty(item) => {
                        let inside = self.yaml(item, depth + 1);
                        // The first key stands behind the dash.
                        let dash = format!("\n{lead}-{}", " ".repeat(step.max(2) - 1));
                        let inside = if step < 2 { inside.replace('\n', "\n ") } else { inside };
                        if inside.trim_start_matches(['\n', ' ']).starts_with('#') {
                            return format!("\n{lead}-{inside}");
                        }
                        inside.replacen(&format!("\n{}", " ".repeat(step.max(2) + lead.len())), &dash, 1)
                    }
                    other => format!("\n{lead}-{}", self.yaml(other, depth + 1)),
                };
                items.iter().map(item).collect()
            }
        }
    }

    /// INI and properties.
    fn lines(&self, tree: &Tree) -> String {
        let equals = match (self.kind, self.layout.colon) {
            (Kind::Properties, colon) if self.layout.flow => colon,
            (_, ": " | " : ") => " = ",
            _ => "=",
        };
        let Tree::Map(entries) = tree else { return String::new() };
        let mut lines: Vec<String> = Vec::new();
        for (key, value) in entries {
            if self.layout.has_comments {
                lines.push(format!("# {key}"));
            }
            if let Tree::Map(inner) = value {
                lines.push(format!("[{key}]"));
                for (key, value) in inner {
                    lines.push(format!("{key}{equals}{}", self.value(value)));
                }
                lines.push(String::new());
            } else {
                lines.push(format!("{key}{equals}{}", self.value(value)));
            }
        }
        lines.join("\n")
    }

    fn value(&self, tree: &Tree) -> String {
        let text = match encoded(tree.clone()) {
            Tree::Text(text) => text,
            Tree::Number(number) => number.to_string(),
            Tree::Encoded(inner) => compact(&inner),
            _ => String::new(),
        };
        if self.kind == Kind::Ini {
            return text.split([';', '#']).next().unwrap_or_default().to_owned();
        }
        let text = text.replace('\\', "\\\\");
        if !self.layout.escapes {
            return text;
        }
        text.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }).collect()
    }
}

fn is_empty(tree: &Tree) -> bool {
    matches!(tree, Tree::Map(entries) if entries.is_empty()) || matches!(tree, Tree::List(items) if items.is_empty())
}

/// What has a structure, as JSON in a string.
fn encoded(tree: Tree) -> Tree {
    match tree {
        Tree::Map(_) | Tree::List(_) => Tree::Encoded(Box::new(tree)),
        other => other,
    }
}

fn compact(tree: &Tree) -> String {
    flow(tree).replace(", ", ",").replace("\": ", "\":")
}

fn flow(tree: &Tree) -> String {
    let string = |text: &str| serde_json::to_string(text).unwrap();
    match tree {
        Tree::Text(text) => string(text),
        Tree::Number(number) => number.to_string(),
        Tree::Null => "null".into(),
        Tree::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Tree::Map(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(key, value)| format!("{}: {}", string(key), flow(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Tree::Encoded(inner) => string(&compact(inner)),
    }
}
