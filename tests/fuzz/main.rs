//! Spoiled inputs, by the thousand: every syntax reads them or says why not, every rule looks at them, every fix that
//! can be made is made, and the laws hold. `cargo test` tries a few; CONTRIBUTING.md says how to try a million.
//!
//! | variable | |
//! |---|---|
//! | `OMSLINT_FUZZ_N` | how many inputs of each syntax |
//! | `OMSLINT_FUZZ_SEED` | another number, other inputs |
//! | `OMSLINT_FUZZ_FROM` | number of the first input, to repeat one that failed |
//! | `OMSLINT_FUZZ_KEEP` | a directory for what failed, made as small as it gets |

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test says that it failed by panicking"
)]

mod fix_generated;
mod fixes;
mod mutate;
mod oracle;
mod seeds;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

use mutate::Random;
use omslint::input::decode;
use omslint::oms::export::{Input, Origin};
use omslint::text::syntax;
use seeds::Seeds;

/// How many inputs of each syntax without `OMSLINT_FUZZ_N`.
const MODEST: u64 = 150;

/// Longer than this takes no input.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 });

/// After this an input hangs.
const HANGS: Duration = Duration::from_secs(120);

/// What is being tried, for the one who watches.
static NOW: Mutex<Option<(Instant, String)>> = Mutex::new(None);

thread_local! {
    /// While this thread tries an input: where it panicked.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The figures of one campaign.
#[derive(Default)]
struct Figures {
    tried: u64,
    utf8: u64,
    accepted: u64,
    found: u64,
    fixed: u64,
    edits: usize,
    slowest: Duration,
}

/// An input that breaks a law.
struct Broken {
    how: String,
    number: u64,
    case: String,
    text: String,
}

fn number_of(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{variable}={value}")))
}

/// What happens to one input in its case: the figures, or how it breaks a law.
fn one(seeds: &Seeds, case: usize, file: usize, bytes: Vec<u8>, setting: usize) -> Result<(bool, fixes::Done), String> {
    let case = &seeds.cases[case];
    let path = &case.files[file].path;
    let Ok(text) = decode::into_text(bytes, path) else { return Ok((false, fixes::Done::default())) };
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some(syntax) = syntax::of(name, &text) else { return Ok((false, fixes::Done::default())) };
    let document = match syntax::parse(path.clone(), text.clone(), syntax) {
        Ok(document) => document,
        Err(error) => {
            if error.offset > text.len() || !text.is_char_boundary(error.offset) {
                return Err("an error points outside of the text".into());
            }
            oracle::refused(syntax, &text)?;
            return Ok((false, fixes::Done::default()));
        }
    };
    oracle::accepted(&document)?;
    let inputs: Vec<Input<'_>> = case
        .files
        .iter()
        .enumerate()
        .filter_map(|(number, other)| {
            let document = if number == file { &document } else { other.document.as_ref()? };
            Some(Input { document, origin: Origin::Scanned })
        })
        .collect();
    let done = fixes::hold(&inputs, &fixes::settings(setting), true)?;
    Ok((true, done))
}

/// Keeps for [`tried`] where an input panicked, instead of printing it. Other panics are printed as ever: the tests of this
/// binary run beside each other.
fn keep_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_kept =
                PANIC.with_borrow_mut(|panic| panic.as_mut().map(|place| *place = info.to_string()).is_some());
            if !is_kept {
                print(info);
            }
        }));
    });
}

/// As [`one`], where a panic and a long time are breaks, too.
fn tried(seeds: &Seeds, case: usize, file: usize, bytes: &[u8], setting: usize) -> Result<(bool, fixes::Done), String> {
    keep_panics();
    PANIC.set(Some(String::new()));
    let started = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| one(seeds, case, file, bytes.to_vec(), setting)));
    let panic = PANIC.take();
    let result = result.unwrap_or_else(|_| Err(format!("panic at {}", panic.unwrap_or_default())));
    if started.elapsed() > LONGEST { Err(format!("slow: {:?}", started.elapsed())) } else { result }
}

/// The kind of a break: its first line without numbers and quotations.
fn kind(how: &str) -> String {
    let line = how.lines().next().unwrap_or_default();
    let mut quoted = false;
    line.chars()
        .filter(|c| {
            if *c == '"' || *c == '`' {
                quoted = !quoted;
            }
            !quoted && !c.is_ascii_digit()
        })
        .take(120)
        .collect()
}

/// The text with as much taken out as can be, while it breaks in the same way.
fn smallest(seeds: &Seeds, case: usize, file: usize, text: &str, setting: usize, how: &str) -> String {
    let due = kind(how);
    let started = Instant::now();
    let mut text: Vec<char> = text.chars().collect();
    let mut size = text.len() / 2;
    while size > 0 && started.elapsed() < Duration::from_secs(20) {
        let mut at = 0;
        while at < text.len() && started.elapsed() < Duration::from_secs(20) {
            let less: String = text[..at].iter().chain(&text[(at + size).min(text.len())..]).collect();
            match tried(seeds, case, file, less.as_bytes(), setting) {
                Err(how) if kind(&how) == due => text = less.chars().collect(),
                _ => at += size,
            }
        }
        size /= 2;
    }
    text.into_iter().collect()
}

/// Tries inputs of one syntax and says what came of it.
fn campaign(syntax: &'static str) {
    let count = number_of("OMSLINT_FUZZ_N").unwrap_or(MODEST);
    let seed = number_of("OMSLINT_FUZZ_SEED").unwrap_or(1);
    let from = number_of("OMSLINT_FUZZ_FROM").unwrap_or(0);
    watch();
    // Trees nest up to a thousand levels, as on the threads of the binary.
    let run = move || run(syntax, seed, from, count);
    let (figures, broken) = std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
    *NOW.lock().unwrap() = None;
    eprintln!(
        "{syntax}: {} inputs, {} UTF-8, {} parsed, {} with findings, {} files fixed, {} edits, slowest {:?}, {} kinds of breaks",
        figures.tried,
        figures.utf8,
        figures.accepted,
        figures.found,
        figures.fixed,
        figures.edits,
        figures.slowest,
        broken.len()
    );
    let mut said = String::new();
    for (broken, times) in broken.values() {
        let Broken { how, number, case, text } = broken;
        writeln!(
            said,
            "\n{times} times, first in {syntax} input {number} of seed {seed}, case {case}: {how}\n{text:?}"
        )
        .unwrap();
        if let Some(keep) = std::env::var_os("OMSLINT_FUZZ_KEEP").map(PathBuf::from) {
            fs::create_dir_all(&keep).unwrap();
            fs::write(keep.join(format!("{syntax}-{seed}-{number}.txt")), format!("{case}\n{how}\n{text:?}\n"))
                .unwrap();
        }
    }
    assert!(said.is_empty(), "{said}");
}

fn run(syntax: &'static str, seed: u64, from: u64, count: u64) -> (Figures, BTreeMap<String, (Broken, u64)>) {
    let seeds = Seeds::all();
    let places = seeds.of(syntax);
    let texts: Vec<&str> = places.iter().map(|&(case, file)| &*seeds.cases[case].files[file].text).collect();
    let mut figures = Figures::default();
    let mut broken: BTreeMap<String, (Broken, u64)> = BTreeMap::new();
    for number in from..from + count {
        let mut random = Random::new(seed, number);
        let which = random.below(places.len());
        let (case, file) = places[which];
        let setting = random.below(fixes::SETTINGS);
        let bytes = mutate::mutated(texts[which], &texts, &mut random);
        *NOW.lock().unwrap() = Some((Instant::now(), format!("{syntax} input {number} of seed {seed}")));
        let started = Instant::now();
        let result = tried(seeds, case, file, &bytes, setting);
        figures.slowest = figures.slowest.max(started.elapsed());
        figures.tried += 1;
        figures.utf8 += u64::from(std::str::from_utf8(&bytes).is_ok());
        match result {
            Ok((parsed, done)) => {
                figures.accepted += u64::from(parsed);
                figures.found += u64::from(done.findings > 0);
                figures.fixed += done.fixed as u64;
                figures.edits += done.edits;
            }
            Err(how) => {
                let entry = broken.entry(kind(&how));
                entry.and_modify(|(_, times)| *times += 1).or_insert_with(|| {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let text = smallest(seeds, case, file, &text, setting, &how);
                    let how = tried(seeds, case, file, text.as_bytes(), setting).err().unwrap_or(how);
                    let case = format!(
                        "{} {} with settings {setting}",
                        seeds.cases[case].name, seeds.cases[case].files[file].path
                    );
                    eprintln!("{syntax} input {number}, {case}: {how}\n{text:?}");
                    (Broken { how, number, case, text }, 1)
                });
            }
        }
    }
    (figures, broken)
}

/// Ends the process when an input hangs, and says which.
fn watch() {
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let now = NOW.lock().unwrap();
            if let Some((since, what)) = &*now
                && since.elapsed() > HANGS
            {
                eprintln!("{what} hangs");
                std::process::abort();
            }
        }
    });
}

#[test]
fn json() {
    campaign("json");
}

#[test]
fn yaml() {
    campaign("yaml");
}

#[test]
fn ini() {
    campaign("ini");
}

#[test]
fn properties() {
    campaign("properties");
}

/// What earlier campaigns found, in several layouts, and other fixtures as they are.
#[test]
fn every_seed_as_it_is() {
    let seeds = Seeds::all();
    let mut broken = String::new();
    let (mut tried_in_all, mut fixed) = (0, 0);
    for (case, files) in seeds.cases.iter().enumerate() {
        for (file, seed) in files.files.iter().enumerate() {
            let layouts = if files.name.starts_with("fuzz/") { 0..4 } else { 0..1 };
            for (layout, setting) in
                layouts.flat_map(|layout| (0..fixes::SETTINGS).map(move |setting| (layout, setting)))
            {
                // All settings for what was found once; of the others, which tests/cli/rules.rs walks, each fifth in turn.
                if setting != case % fixes::SETTINGS && !files.name.starts_with("fuzz/")
                    || (case + file) % 5 > 0 && files.name.starts_with("rules/")
                {
                    continue;
                }
                let text = match layout {
                    0 => seed.text.to_string(),
                    number => mutate::laid_out(&seed.text, &mut Random::new(number, 0)),
                };
                tried_in_all += 1;
                match tried(seeds, case, file, text.as_bytes(), setting) {
                    Ok((_, done)) => fixed += done.fixed,
                    Err(how) => {
                        writeln!(broken, "{} {} with settings {setting}: {how}", files.name, seed.path).unwrap();
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken}");
    assert!(tried_in_all > 200 && fixed > 20, "{tried_in_all} tried, {fixed} fixed");
}
