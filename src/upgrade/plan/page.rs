//! A page for people, as one value: headings, paragraphs, steps with boxes, tables. Markdown and HTML are made of it, so that
//! both say the same.

use super::markdown;
use crate::text::lang::{self, Language, tr};
use crate::text::redact;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Code(String),
    Bold(String),
}

/// A line of text: words, code, bold words. Secrets are masked as it is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line(pub Vec<Piece>);

impl Line {
    /// Our own words, in which `code` and **bold** are marked.
    pub(super) fn of(markup: &str) -> Self {
        let mut line = Self::default();
        for (number, part) in markup.split("**").enumerate() {
            line = if number % 2 == 1 { line.bold(part) } else { line.said(part) };
        }
        line
    }

    /// Words of a finding, in which names stand between backticks.
    pub(super) fn said(mut self, text: &str) -> Self {
        let parts: Vec<&str> = text.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return self.text(text);
        }
        for (number, part) in parts.into_iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            self = if number % 2 == 1 { self.code(part) } else { self.text(part) };
        }
        self
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.0.push(Piece::Text(redact::text(text).into_owned()));
        self
    }

    pub(super) fn code(mut self, text: &str) -> Self {
        self.0.push(Piece::Code(redact::text(text).into_owned()));
        self
    }

    pub(super) fn bold(mut self, text: &str) -> Self {
        self.0.push(Piece::Bold(text.to_owned()));
        self
    }

    fn markdown(&self, is_cell: bool) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => markdown::plain(text),
            Piece::Code(text) if is_cell => markdown::cell(text),
            Piece::Code(text) => markdown::code(text),
            Piece::Bold(text) => {
                // A mark of bold text stands beside a letter, or it is none; where no space follows, that is a sign too.
                let inside = text.trim_end_matches([' ', '。', '：', '，', '；']);
                let behind = text.get(inside.len()..).unwrap_or_default();
                format!("**{}**{behind}", markdown::plain(inside))
            }
        };
        self.0.iter().map(piece).collect()
    }

    fn html(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => markdown::html(text),
            Piece::Code(text) => format!("<code>{}</code>", markdown::html(text)),
            Piece::Bold(text) => format!("<b>{}</b>", markdown::html(text)),
        };
        self.0.iter().map(piece).collect()
    }
}

/// A step: what to do, what to know, what to copy, and the way back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub what: Line,
    pub notes: Vec<Line>,
    pub command: String,
    pub back: String,
}

/// A step in our own words.
pub(super) fn item(what: &str, command: &str, back: &str) -> Item {
    Item { what: Line::of(what), notes: Vec::new(), command: command.to_owned(), back: back.to_owned() }
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Heading(usize, String),
    Paragraph(Line),
    List(Vec<Line>),
    Steps(Vec<Item>),
    Table(Vec<&'static str>, Vec<Vec<Line>>),
}

/// A page with its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub title: String,
    pub blocks: Vec<Block>,
}

impl Page {
    pub(super) fn heading(&mut self, level: usize, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    pub(super) fn paragraph(&mut self, line: Line) {
        self.blocks.push(Block::Paragraph(line));
    }

    /// How many steps there are so far: the next one has the number after it.
    pub(super) fn steps(&self) -> usize {
        let number = |block: &Block| if let Block::Steps(items) = block { items.len() } else { 0 };
        self.blocks.iter().map(number).sum()
    }

    pub(super) fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", markdown::plain(&self.title));
        let mut number = 0;
        for block in &self.blocks {
            match block {
                Block::Heading(level, text) => {
                    out.push_str(&format!("{} {}\n", "#".repeat(*level), Line::of(text).markdown(false)));
                }
                Block::Paragraph(line) => out.push_str(&format!("{}\n", line.markdown(false))),
                Block::List(lines) => {
                    lines.iter().for_each(|line| out.push_str(&format!("- {}\n", line.markdown(false))));
                }
                Block::Steps(items) => {
                    for item in items {
                        number += 1;
                        step(number, item, &mut out);
                    }
                }
                Block::Table(head, rows) => {
                    out.push_str(&format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len())));
                    for row in rows {
                        let cells: Vec<_> = row.iter().map(|cell| cell.markdown(true)).collect();
                        out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    }
                }
            }
            out.push('\n');
        }
        out
    }

    /// One file that needs nothing else, with blanks for times and signatures.
    pub(super) fn html(&self) -> String {
        let title = markdown::html(&self.title);
        let language = match lang::current() {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        };
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
             <main>\n<h1>{title}</h1>\n",
            include_str!("page.css")
        );
        let mut number = 0;
        for block in &self.blocks {
            match block {
                Block::Heading(level, text) => {
                    out.push_str(&format!("<h{level}>{}</h{level}>\n", Line::of(text).html()));
                }
                Block::Paragraph(line) => out.push_str(&format!("<p>{}</p>\n", line.html())),
                Block::List(lines) => {
                    let items: String = lines.iter().map(|line| format!("<li>{}</li>\n", line.html())).collect();
                    out.push_str(&format!("<ul>\n{items}</ul>\n"));
                }
                Block::Steps(items) => {
                    let head = [tr!("no."), tr!("step"), tr!("time"), tr!("done by"), tr!("checked by")];
                    out.push_str(&format!("<table class=\"steps\">\n{}\n<tbody>\n", head_of_table(&head)));
                    for item in items {
                        number += 1;
                        out.push_str(&row_of_step(number, item));
                    }
                    out.push_str("</tbody>\n</table>\n");
                }
                Block::Table(head, rows) => {
                    out.push_str(&format!("<table>\n{}\n<tbody>\n", head_of_table(head)));
                    for row in rows {
                        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", cell.html())).collect();
                        out.push_str(&format!("<tr>{cells}</tr>\n"));
                    }
                    out.push_str("</tbody>\n</table>\n");
                }
            }
        }
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }
}

fn head_of_table(head: &[&str]) -> String {
    let cells: String = head.iter().map(|cell| format!("<th scope=\"col\">{cell}</th>")).collect();
    format!("<thead><tr>{cells}</tr></thead>")
}

/// The way back of a step; the text has marks for code.
fn rollback(item: &Item) -> Option<Line> {
    (!item.back.is_empty()).then(|| Line::of(&tr!("rollback: {how}", how = item.back)))
}

fn step(number: usize, item: &Item, out: &mut String) {
    out.push_str(&format!("- [ ] **{number}.** {}\n", item.what.markdown(false)));
    for note in &item.notes {
        out.push_str(&format!("  - {}\n", note.markdown(false)));
    }
    if !item.command.is_empty() {
        let longest = item.command.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        out.push_str(&format!("\n  {fence}sh\n"));
        item.command.lines().for_each(|line| out.push_str(&format!("  {line}\n")));
        out.push_str(&format!("  {fence}\n\n"));
    }
    if let Some(back) = rollback(item) {
        out.push_str(&format!("  - {}\n", back.markdown(false)));
    }
}

fn row_of_step(number: usize, item: &Item) -> String {
    let notes: String = item.notes.iter().map(|note| format!("<div class=\"note\">{}</div>", note.html())).collect();
    let command = if item.command.is_empty() {
        String::new()
    } else {
        format!("<pre><code>{}</code></pre>", markdown::html_lines(&item.command))
    };
    let back = rollback(item).map(|back| format!("<div class=\"note\">{}</div>", back.html())).unwrap_or_default();
    let what = item.what.html();
    format!("<tr><td>☐ {number}</td><td>{what}{notes}{command}{back}</td><td></td><td></td><td></td></tr>\n")
}
