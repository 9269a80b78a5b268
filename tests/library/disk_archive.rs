//! Archives, honest and hostile: names, bombs, truncation, encryption, links, duplicates.
#![cfg(unix)]

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use omslint::input::archive::{Limits, Unpacked, unpack};
use omslint::input::names::ArchiveKind;
use tar::{EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAX: u64 = 1 << 20;

fn tar_header(name: &[u8], size: u64, kind: EntryType) -> Header {
    let mut header = Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name);
    header.set_size(size);
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_cksum();
    header
}

fn entry(out: &mut Vec<u8>, name: &str, kind: EntryType, data: &[u8]) {
    out.extend(tar_header(name.as_bytes(), data.len() as u64, kind).as_bytes());
    out.extend(data);
    out.resize(out.len().next_multiple_of(512), 0);
}

fn tar_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, text) in files {
        entry(&mut out, name, EntryType::Regular, text.as_bytes());
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Changes a name of a zip to another of the same length, everywhere.
fn rename(mut zip: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = memchr::memmem::find_iter(&zip, from.as_bytes()).collect();
    for at in places {
        zip[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    zip
}

fn read(name: &str, bytes: &[u8]) -> Unpacked {
    read_with(name, bytes, Limits::new(MAX))
}

fn read_with(name: &str, bytes: &[u8], limits: Limits) -> Unpacked {
    let (shown, kind) = (format!("in/{name}"), ArchiveKind::of(name).unwrap());
    unpack(&mut Cursor::new(bytes), bytes.len() as u64, &shown, kind, limits, &|shown| !shown.ends_with(".log"))
}

fn texts(unpacked: &Unpacked) -> Vec<(&str, &str)> {
    unpacked.members.iter().map(|member| (member.shown.as_str(), &*member.text)).collect()
}

fn messages(unpacked: &Unpacked) -> String {
    unpacked.failures.iter().map(|f| format!("{}: {}\n", f.path, f.message)).collect()
}

const FILES: &[(&str, &str)] = &[("n2/b.json", "{2}"), ("./n1/a.json", "{1}"), ("big.log", "no"), ("x.zip", "PK")];

#[test]
fn the_wanted_members_are_read_from_every_kind() {
    for (name, bytes) in [
        ("e.tar", tar_of(FILES)),
        ("e.tgz", gzip(&tar_of(FILES))),
        ("e.tar.gz", gzip(&tar_of(FILES))),
        ("e.zip", zip_of(FILES)),
    ] {
        let got = read(name, &bytes);
        let (a, b) = (format!("in/{name}/n1/a.json"), format!("in/{name}/n2/b.json"));
        assert_eq!(texts(&got), [(a.as_str(), "{1}"), (b.as_str(), "{2}")], "{name}: {}", messages(&got));
        assert_eq!(got.members[0].name, "n1/a.json");
        assert_eq!((got.others, got.nested), (1, vec![format!("in/{name}/x.zip")]));
        assert!(got.failures.is_empty());
    }
}

#[test]
fn hostile_names_are_refused_and_named() {
    let names = ["../x", "/etc/x", "a/../../x", "C:\\x", "..\\x", ""];
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "evil")).collect();
    files.push(("ok.json", "1"));
    let got = read("e.tar", &tar_of(&files));
    assert_eq!(texts(&got), [("in/e.tar/ok.json", "1")]);
    assert_eq!(got.failures.len(), names.len(), "{}", messages(&got));
    assert!(got.failures.iter().all(|f| f.message.starts_with("refused")));
    for hostile in ["../..x", "/etc/x", "C:\\abc", "..\\..x"] {
        let zip = rename(zip_of(&[("QQQQQQ", "evil"), ("ok.json", "1")]), "QQQQQQ", hostile);
        let got = read("e.zip", &zip);
        assert_eq!(texts(&got), [("in/e.zip/ok.json", "1")], "{hostile}: {}", messages(&got));
        assert_eq!(got.failures.len(), 1, "{}", messages(&got));
    }
}

#[test]
fn of_several_members_of_one_name_none_is_used() {
    let files = [("a.json", "1"), ("b.json", "2"), ("./a.json", "3")];
    let got = read("e.tar", &tar_of(&files));
    assert_eq!(texts(&got), [("in/e.tar/b.json", "2")]);
    assert_eq!((got.failures.len(), got.failures[0].path.as_str()), (1, "in/e.tar/a.json"));
    let zip = rename(zip_of(&[("a.json", "1"), ("b.json", "2"), ("c.json", "3")]), "c.json", "a.json");
    let got = read("e.zip", &zip);
    assert_eq!(texts(&got), [("in/e.zip/b.json", "2")]);
    assert_eq!((got.failures.len(), got.failures[0].path.as_str()), (1, "in/e.zip/a.json"), "{}", messages(&got));
}

#[test]
fn links_and_devices_are_counted() {
    let mut bytes = Vec::new();
    for kind in [EntryType::Symlink, EntryType::Link, EntryType::Char, EntryType::Fifo] {
        entry(&mut bytes, &format!("m{kind:?}"), kind, b"");
    }
    entry(&mut bytes, "./", EntryType::Directory, b"");
    entry(&mut bytes, "d/", EntryType::Directory, b"");
    entry(&mut bytes, "S.json", EntryType::GNUSparse, b"x");
    bytes.extend(tar_of(&[("a.json", "1")]));
    let got = read("e.tar", &bytes);
    assert_eq!((got.links, got.special, got.members.len()), (2, 2, 1), "{}", messages(&got));
    assert_eq!(got.failures.len(), 1);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("l.json", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    zip.add_directory("d", SimpleFileOptions::default()).unwrap();
    let got = read("e.zip", &zip.finish().unwrap().into_inner());
    assert_eq!((got.links, got.members.len(), got.failures.len()), (1, 0, 0));
}

#[test]
fn truncation_is_a_failure_and_what_came_before_is_kept() {
    let long: String = (0..4000).map(|n| format!("{n} ")).collect();
    let files = [("a.json", "1"), ("b.json", long.as_str())];
    let tar = tar_of(&files);
    for cut in [tar.len() - 1024, 1024, 1100, 1536, 3000] {
        let got = read("e.tar", &tar[..cut]);
        assert_eq!(got.members[0].shown, "in/e.tar/a.json");
        assert!(messages(&got).contains("truncated"), "{cut}: {}", messages(&got));
    }
    let packed = gzip(&tar);
    let got = read("e.tgz", &packed[..packed.len() - 4]);
    assert_eq!((got.members.len(), got.failures.len()), (2, 1));
    let zip = zip_of(&files);
    let got = read("e.zip", &zip[..200]);
    assert_eq!(got.members.len(), 1, "{}", messages(&got));
    assert!(messages(&got).contains("truncated") && messages(&got).contains("before that: 1)"), "{}", messages(&got));
    for kind in ["e.zip", "e.tar", "e.tgz"] {
        for bytes in [&b""[..], b"no archive at all, only text", &[0xff; 2000]] {
            assert!(!read(kind, bytes).failures.is_empty(), "{kind}");
        }
    }
}

#[test]
fn every_cut_and_many_flipped_bits_end_without_harm() {
    let files = [("a.json", "one"), ("dir/b.json", "two two two two two two")];
    for (name, bytes) in [("e.zip", zip_of(&files)), ("e.tgz", gzip(&tar_of(&files))), ("e.tar", tar_of(&files))] {
        let whole = texts(&read(name, &bytes)).len();
        assert_eq!(whole, 2);
        for cut in (0..bytes.len()).step_by(1 + bytes.len() / 150) {
            assert!(read(name, &bytes[..cut]).members.len() <= 2);
        }
        for at in (0..bytes.len()).step_by(1 + bytes.len() / 300) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            let _ = read(name, &flipped);
        }
    }
}

#[test]
fn bombs_end_early() {
    let start = Instant::now();
    // A member that nobody wants says that it has 2 GiB of zeros.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&tar_of(&[("a.json", "1")])[..1024]).unwrap();
    encoder.write_all(tar_header(b"zeros.log", 1 << 31, EntryType::Regular).as_bytes()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..24 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let got = read_with("e.tgz", &bomb, Limits { total: 20 << 20, ..Limits::new(MAX) });
    assert_eq!(texts(&got), [("in/e.tgz/a.json", "1")]);
    assert!(messages(&got).starts_with("in/e.tgz: it unpacks to more than"), "{}", messages(&got));
    // Members that are larger than one member may be, and more in all than all may be.
    let big = "0".repeat(3 << 20);
    let files: Vec<(String, &str)> = (0..8).map(|n| (format!("{n}.json"), big.as_str())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    for (name, bytes) in [("e.zip", zip_of(&files)), ("e.tgz", gzip(&tar_of(&files)))] {
        let got = read(name, &bytes);
        assert_eq!((got.members.len(), got.failures.len()), (0, 8), "{}", messages(&got));
        assert!(messages(&got).contains("--max-file-size"));
        let got = read_with(name, &bytes, Limits { total: 10 << 20, ..Limits::new(4 << 20) });
        assert_eq!(got.members.len(), 3, "{}", messages(&got));
        assert!(messages(&got).contains("unpacks to more than"), "{}", messages(&got));
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_zip_that_lies_about_a_size_is_held_to_the_limit() {
    let big = "0".repeat(3 << 20);
    let mut zip = zip_of(&[("a.json", &big)]);
    let size = u32::try_from(big.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = memchr::memmem::find_iter(&zip, &size).collect();
    for at in places {
        zip[at..at + 4].copy_from_slice(&7u32.to_le_bytes());
    }
    let got = read("e.zip", &zip);
    assert_eq!((got.members.len(), got.failures.len()), (0, 1), "{}", messages(&got));
}

#[test]
fn too_many_members_and_too_many_failures_are_summed_up() {
    let names: Vec<String> = (0..300).map(|n| format!("../{n}")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let got = read("e.tar", &tar_of(&files));
    assert_eq!(got.failures.len(), 101);
    assert!(messages(&got).contains("200 more"));
    let limits = Limits { entries: 10, ..Limits::new(MAX) };
    for (name, bytes) in [("e.tar", tar_of(&files)), ("e.zip", zip_of(&[("a", ""); 1]))] {
        let got = read_with(name, &bytes, if name == "e.zip" { Limits { entries: 0, ..limits } } else { limits });
        assert!(messages(&got).contains("the rest was not read"), "{}", messages(&got));
    }
}

#[test]
fn long_names_of_both_kinds_are_read_and_huge_ones_are_not() {
    let long = format!("{}/a.json", "d".repeat(150));
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = Header::new_gnu();
    header.set_size(1);
    header.set_mode(0o644);
    builder.append_data(&mut header, &long, &b"1"[..]).unwrap();
    let gnu = builder.into_inner().unwrap();
    let record = format!("path={long}\n");
    let record = format!("{} {record}", record.len() + 4);
    let mut pax = Vec::new();
    entry(&mut pax, "pax", EntryType::XHeader, record.as_bytes());
    entry(&mut pax, "short", EntryType::Regular, b"1");
    pax.resize(pax.len() + 1024, 0);
    for bytes in [gnu, pax] {
        let got = read("e.tar", &bytes);
        assert_eq!(texts(&got), [(format!("in/e.tar/{long}").as_str(), "1")], "{}", messages(&got));
    }
    let mut huge = Vec::new();
    huge.extend(tar_header(b"long", 1 << 40, EntryType::GNULongName).as_bytes());
    assert!(messages(&read("e.tar", &huge)).contains("1 MiB"));
}

#[test]
fn encrypted_members_and_bad_text_are_failures() {
    // The flag of encryption, bit 0, in the local and in the central header.
    let mut zip = zip_of(&[("a.json", "1"), ("b.json", "2")]);
    let local = memchr::memmem::find(&zip, b"PK\x03\x04").unwrap();
    let central = memchr::memmem::find(&zip, b"PK\x01\x02").unwrap();
    zip[local + 6] |= 1;
    zip[central + 8] |= 1;
    let got = read("e.zip", &zip);
    assert_eq!(texts(&got), [("in/e.zip/b.json", "2")]);
    assert!(messages(&got).contains("in/e.zip/a.json: encrypted"), "{}", messages(&got));
    let mut bytes = Vec::new();
    entry(&mut bytes, "a.json", EntryType::Regular, b"ok\n\xff");
    bytes.extend(tar_of(&[("b.json", "2")]));
    let got = read("e.tar", &bytes);
    assert_eq!((got.members.len(), got.failures[0].position.unwrap().line), (1, 2));
}
