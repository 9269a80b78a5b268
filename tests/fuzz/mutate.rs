//! Ways to spoil a text: what disks, editors, copies and people do to a configuration, and what none of them would.

/// A small random number generator with a seed, so that every input can be made again from its number.
pub(crate) struct Random(u64);

impl Random {
    /// The generator of input `number` of the campaign `seed`.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        Self(seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn one<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }
}

/// Pieces that mean something to one of the syntaxes, or to OMS.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ",",
    ":",
    "=",
    "\\",
    "\\u",
    "\\uD83D",
    "\\uDE00",
    "\\u0041",
    "\\\n",
    "\\\"",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "  ",
    "#",
    ";",
    "!",
    "//",
    "/*",
    "*/",
    "0",
    "1",
    "-",
    ".",
    "e9",
    "E+400",
    "true",
    "null",
    "~",
    "密",
    "😀",
    "\u{feff}",
    "\u{0}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{1b}[2J",
    "[s]\n",
    "k=v\n",
    "\"a\":1,",
    "\"a\" : 1,\n",
    "- ",
    "? ",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!str ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "# c\n",
    "! c\n",
    "{}",
    "[]",
    "\"\"",
    "dbType",
    "db_type",
    "\"dbType\":\"\",",
    "\"dbType\":null,",
    "dbType: \n",
    "source.dbType=\n",
    "checkpoint",
    "\"checkpoint\":{},",
    "\"checkpoint\":\"{}\",",
    "\"checkpoint\":1690872244000,",
    "checkpoint: {}\n",
    "clients",
    "ORACLE",
    "oceanbase",
    "1690872244",
    "1690872244000",
    "2023-08-01T06:44:04",
    "[JDBCWriter]\n",
    "timestamp=",
    "src_type=",
    "source",
    "sink",
    "***",
];

/// A text after one to four mishaps. `others` are texts of the same syntax. The bytes need not be UTF-8 any more.
pub(crate) fn mutated(source: &str, others: &[&str], random: &mut Random) -> Vec<u8> {
    let mut text = source.to_owned();
    if random.below(3) == 0 {
        text = laid_out(&text, random);
    }
    let mishaps = [1, 1, 1, 2, 2, 3, 4][random.below(7)];
    for _ in 0..mishaps {
        text = match random.below(20) {
            0 => spliced(&text, others[random.below(others.len())], random),
            1 | 2 => token_gone(&text, random),
            3 | 4 => token_twice(&text, random),
            5 => tokens_swapped(&text, random),
            6 => token_from(&text, others[random.below(others.len())], random),
            7 => number_mangled(&text, random),
            8 => escaped(&text, random),
            9 => encoded(&text, random),
            10 => nested(&text, random),
            11 => laid_out(&text, random),
            12 if random.below(4) == 0 => text[..place(&text, random)].to_owned(),
            13 => line_moved(&text, random),
            14 | 15 => value_changed(&text, random),
            16..=18 => member_moved(&text, random),
            _ => {
                let at = place(&text, random);
                format!("{}{}{}", &text[..at], random.one(PIECES), &text[at..])
            }
        };
        if text.len() > 200_000 {
            break;
        }
    }
    let mut bytes = text.into_bytes();
    if !bytes.is_empty() && random.below(12) == 0 {
        let at = random.below(bytes.len());
        match random.below(3) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = *random.one(b"\"'{}[]:=,\\#;\n\r\t \0"),
            _ => drop(bytes.remove(at)),
        }
    }
    bytes
}

/// A place between two characters.
fn place(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Words, runs of white space, and single signs, as ranges.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') => 0,
        ' ' | '\t' => 1,
        _ => 2,
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut last = 2;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(token) if kind(c) == last && last != 2 => token.1 = end,
            _ => found.push((at, end)),
        }
        last = kind(c);
    }
    found
}

/// A run of a few tokens.
fn token(text: &str, random: &mut Random) -> (usize, usize) {
    let all = tokens(text);
    if all.is_empty() {
        return (0, 0);
    }
    let first = random.below(all.len());
    let last = (first + random.below(4) * random.below(4)).min(all.len() - 1);
    (all[first].0, all[last].1)
}

fn token_gone(text: &str, random: &mut Random) -> String {
    let (start, end) = token(text, random);
    format!("{}{}", &text[..start], &text[end..])
}

fn token_twice(text: &str, random: &mut Random) -> String {
    let (start, end) = token(text, random);
    let times = if random.below(20) == 0 { 1 + random.below(200) } else { 1 };
    format!("{}{}{}", &text[..end], text[start..end].repeat(times), &text[end..])
}

fn tokens_swapped(text: &str, random: &mut Random) -> String {
    let (a, b) = (token(text, random), token(text, random));
    let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    if a.1 > b.0 {
        return text.to_owned();
    }
    [&text[..a.0], &text[b.0..b.1], &text[a.1..b.0], &text[a.0..a.1], &text[b.1..]].concat()
}

fn token_from(text: &str, other: &str, random: &mut Random) -> String {
    let ((start, end), (from, to)) = (token(text, random), token(other, random));
    let start = if random.below(2) == 0 { end } else { start };
    format!("{}{}{}", &text[..start], &other[from..to], &text[end..])
}

/// The beginning of one text and the end of another.
fn spliced(text: &str, other: &str, random: &mut Random) -> String {
    let line = |text: &str, random: &mut Random| {
        let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        if starts.is_empty() || random.below(4) == 0 { place(text, random) } else { *random.one(&starts) }
    };
    format!("{}{}", &text[..line(text, random)], &other[line(other, random)..])
}

fn line_moved(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() < 2 {
        return text.to_owned();
    }
    let line = lines.remove(random.below(lines.len()));
    let at = random.below(lines.len() + 1);
    lines.insert(at, line);
    lines.concat()
}

/// Where quoted strings stand, quotes included.
fn strings(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open, mut escaped) = (Vec::new(), None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (byte, open) {
            _ if escaped => escaped = false,
            (b'\\', Some(_)) => escaped = true,
            (b'"', None) => open = Some(at),
            (b'"', Some(start)) => {
                found.push((start, at + 1));
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Another value in the place of a string.
fn value_changed(text: &str, random: &mut Random) -> String {
    const VALUES: &[&str] = &[
        "\"\"",
        "null",
        "{}",
        "[]",
        "true",
        "0",
        "\" \"",
        "\"ORACLE\"",
        "\"oceanbase\"",
        "\"OB_Mysql\"",
        "1690872244",
        "\"1690872244\"",
        "\"{\\\"a\\\":\\\"1\\\"}\"",
        "\"{}\"",
        "\"[]\"",
        "\"***\"",
        "\"dbType\"",
        "\"db_type\"",
        "\"checkpoint\"",
        "\"dbtype\"",
        "\"db-type\"",
        "\"Checkpoint\"",
        "\"checkpiont\"",
        "\"clients\"",
        "\"source\"",
        "\"STORE_SOURCE\"",
        "\"DATAFLOW_SOURCE\"",
        "\"KAFKA\"",
        "\"config\"",
        "{\"a\":{\"b\":[1]}}",
        "\"\\u0041\"",
        "\"密\"",
    ];
    let all = strings(text);
    if all.is_empty() {
        return text.to_owned();
    }
    let (start, end) = *random.one(&all);
    format!("{}{}{}", &text[..start], random.one(VALUES), &text[end..])
}

/// A member of an object or an item of a list taken out, doubled, or put elsewhere, with its comma.
fn member_moved(text: &str, random: &mut Random) -> String {
    let all = strings(text);
    let (mut ends, mut within) = (Vec::new(), all.iter().peekable());
    for (at, byte) in text.bytes().enumerate() {
        while within.peek().is_some_and(|(_, end)| *end <= at) {
            within.next();
        }
        let is_quoted = within.peek().is_some_and(|(start, _)| *start <= at);
        if matches!(byte, b',' | b'{' | b'[') && !is_quoted {
            ends.push(at + 1);
        }
    }
    if ends.len() < 2 {
        return text.to_owned();
    }
    let first = random.below(ends.len() - 1);
    let (start, end) = (ends[first], ends[first + 1]);
    let to = *random.one(&ends);
    match random.below(3) {
        0 => format!("{}{}", &text[..start], &text[end..]),
        1 => format!("{}{}{}", &text[..end], &text[start..end], &text[end..]),
        _ => format!("{}{}{}", &text[..to], &text[start..end], &text[to..]),
    }
}

fn number_mangled(text: &str, random: &mut Random) -> String {
    const NUMBERS: &[&str] = &[
        "0",
        "-0",
        "00",
        "007",
        "1e3",
        "1E400",
        "-1",
        "1.5",
        ".5",
        "5.",
        "1_000",
        "0x1F",
        "0o17",
        "0b1",
        "12:30:45",
        "+1",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1690872244",
        "1690872244000",
        "1690872244.5",
        "\"1690872244\"",
        "253402300800",
        ".inf",
        ".nan",
        "1690872244@mysql-bin.000012",
    ];
    let is_number = |(start, end): &(usize, usize)| text[*start..*end].bytes().all(|byte| byte.is_ascii_digit());
    let all: Vec<_> = tokens(text).into_iter().filter(is_number).collect();
    if all.is_empty() {
        return text.to_owned();
    }
    let (start, end) = *random.one(&all);
    format!("{}{}{}", &text[..start], random.one(NUMBERS), &text[end..])
}

/// One character spelled as an escape.
fn escaped(text: &str, random: &mut Random) -> String {
    let at = place(text, random);
    let Some(c) = text[at..].chars().next() else { return text.to_owned() };
    let code = u32::from(c);
    let spelled = match random.below(5) {
        0 => format!("\\x{code:02x}"),
        1 => format!("\\{c}"),
        2 => format!("\\U{code:08x}"),
        _ => format!("\\u{code:04x}"),
    };
    format!("{}{spelled}{}", &text[..at], &text[at + c.len_utf8()..])
}

/// The braces or brackets at one place, as JSON inside a string.
fn encoded(text: &str, random: &mut Random) -> String {
    let opens: Vec<usize> = text.match_indices(['{', '[']).map(|(at, _)| at).collect();
    if opens.is_empty() {
        return text.to_owned();
    }
    let start = *random.one(&opens);
    let mut depth = 0_usize;
    for (at, c) in text[start..].char_indices() {
        depth = match c {
            '{' | '[' => depth + 1,
            '}' | ']' => depth.saturating_sub(1),
            _ => depth,
        };
        if depth == 0 {
            let end = start + at + 1;
            let string = serde_json::to_string(&text[start..end]).unwrap();
            return format!("{}{string}{}", &text[..start], &text[end..]);
        }
    }
    text.to_owned()
}

/// Something put around the whole, or around a token, sometimes many times.
fn nested(text: &str, random: &mut Random) -> String {
    const AROUND: &[(&str, &str)] =
        &[("{\"a\":", "}"), ("[", "]"), ("\"", "\""), ("'", "'"), ("{a: ", "}"), ("- ", ""), ("a: ", ""), ("${", "}")];
    let times = if random.below(10) == 0 { random.below(1_200) } else { 1 };
    let (start, end) = if random.below(3) == 0 { (0, text.len()) } else { token(text, random) };
    let (open, close) = random.one(AROUND);
    [&text[..start], &open.repeat(times), &text[start..end], &close.repeat(times), &text[end..]].concat()
}

/// The same content as another editor or another copy leaves it.
pub(crate) fn laid_out(text: &str, random: &mut Random) -> String {
    match random.below(12) {
        0 => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        1 => text.replace("\r\n", "\n").replace('\n', "\r"),
        2 => format!("\u{feff}{text}"),
        3 => text.trim_end().to_owned(),
        4 => text.replace('\n', ""),
        5 => text.replace(':', " : "),
        6 => text.replace('=', " = "),
        7 => text.replace("  ", "\t"),
        8 => text.replace('\n', "\n\n"),
        9 => text.replace('\n', " \n"),
        10 => text.replace('"', "'"),
        _ => format!("{text}{}", random.one(&["\n", "\n\n", " ", "\r", "# c", "\u{0}", "}", "\t\n"])),
    }
}
