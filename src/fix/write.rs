//! The one transaction in which new texts are written: everything is prepared first, the record stands before the first
//! file changes, and in the end it holds what was written and nothing else. What writes is given.

use crate::fix::proof::Fixed;
use crate::text::lang::tr;

/// Where new texts go: into the files themselves, or below a directory.
pub(crate) trait Destination {
    /// What is kept of one file, so that it can be taken back.
    type Record;

    /// Makes ready what a text needs before anything is written, its original kept, say.
    ///
    /// # Errors
    /// Why this one cannot be written.
    fn prepare(&mut self, fixed: &Fixed) -> Result<Self::Record, String>;

    /// Writes down what is about to be written, or what was: each text with its record.
    ///
    /// # Errors
    /// Why it cannot.
    fn keep(&mut self, texts: &[&Fixed], records: &[Self::Record]) -> Result<(), String>;

    /// Writes one text, whole or not at all.
    ///
    /// # Errors
    /// Why it was not.
    fn put(&mut self, fixed: &Fixed, record: &Self::Record) -> Result<(), String>;

    /// What it means that nothing could be written down: then nothing else is written.
    fn without_record(&self, why: &str) -> String {
        tr!("{why}; nothing was fixed", why)
    }

    /// Whether no further text is to be written.
    fn is_interrupted(&self) -> bool;
}

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct Written<'f> {
    /// The texts that were, in their order.
    pub done: Vec<&'f Fixed>,
    /// Why others were not, one sentence each.
    pub failed: Vec<String>,
    /// Whether the writing was interrupted before all of it was done.
    pub is_interrupted: bool,
}

/// Writes `fixed`. One text that cannot be written does not stop the others; without a record none is written.
pub(crate) fn write<'f, D: Destination>(fixed: &[&'f Fixed], destination: &mut D) -> Written<'f> {
    let mut written = Written::default();
    let (mut texts, mut records) = (Vec::new(), Vec::new());
    for fixed in fixed {
        match destination.prepare(fixed) {
            Ok(record) => {
                texts.push(*fixed);
                records.push(record);
            }
            Err(why) => written.failed.push(why),
        }
    }
    // Whenever the run is cut off from here on, `revert` knows what to do.
    if let Err(why) = destination.keep(&texts, &records) {
        written.failed.push(destination.without_record(&why));
        return written;
    }
    let mut kept = Vec::new();
    for (fixed, record) in texts.into_iter().zip(records) {
        if destination.is_interrupted() {
            written.is_interrupted = true;
            break;
        }
        match destination.put(fixed, &record) {
            Ok(()) => {
                written.done.push(fixed);
                kept.push(record);
            }
            Err(why) => written.failed.push(why),
        }
    }
    if (written.is_interrupted || !written.failed.is_empty())
        && let Err(why) = destination.keep(&written.done, &kept)
    {
        written.failed.push(why);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::Document;
    use crate::text::syntax::Json;

    /// Writes nothing, and fails where it is told to.
    #[derive(Default)]
    struct Recorder {
        unprepared: Vec<usize>,
        unwritten: Vec<usize>,
        stops_behind: Option<usize>,
        keeps_nothing: bool,
        kept: Vec<Vec<usize>>,
        put: Vec<usize>,
    }

    impl Destination for Recorder {
        type Record = usize;

        fn prepare(&mut self, fixed: &Fixed) -> Result<usize, String> {
            assert!(self.kept.is_empty() && self.put.is_empty(), "prepared behind the record");
            if self.unprepared.contains(&fixed.number) { Err("unprepared".into()) } else { Ok(fixed.number) }
        }

        fn keep(&mut self, texts: &[&Fixed], records: &[usize]) -> Result<(), String> {
            assert!(texts.iter().map(|fixed| fixed.number).eq(records.iter().copied()));
            self.kept.push(records.to_vec());
            if self.keeps_nothing { Err("the record".into()) } else { Ok(()) }
        }

        fn put(&mut self, fixed: &Fixed, record: &usize) -> Result<(), String> {
            assert_eq!(fixed.number, *record);
            assert!(!self.kept.is_empty(), "written before the record");
            if self.unwritten.contains(record) {
                return Err("unwritten".into());
            }
            self.put.push(*record);
            Ok(())
        }

        fn is_interrupted(&self) -> bool {
            self.stops_behind.is_some_and(|last| self.put.contains(&last))
        }
    }

    fn run(mut recorder: Recorder) -> (Recorder, Vec<usize>, Vec<String>, bool) {
        let fixed = |number| {
            let document = Document::parse("f.json".to_owned(), "{}".into(), &Json, &Json).unwrap();
            Fixed { number, document, edits: Vec::new(), copy_of: None }
        };
        let all: Vec<Fixed> = (0..4).map(fixed).collect();
        let written = write(&all.iter().collect::<Vec<_>>(), &mut recorder);
        let done = written.done.iter().map(|fixed| fixed.number).collect();
        (recorder, done, written.failed, written.is_interrupted)
    }

    #[test]
    fn all_are_written_under_one_record() {
        let (recorder, done, failed, cut) = run(Recorder::default());
        assert_eq!((recorder.kept, recorder.put, done), (vec![vec![0, 1, 2, 3]], vec![0, 1, 2, 3], vec![0, 1, 2, 3]));
        assert!(failed.is_empty() && !cut);
    }

    #[test]
    fn what_fails_does_not_stop_the_others_and_leaves_the_record() {
        let (recorder, done, failed, cut) =
            run(Recorder { unprepared: vec![0], unwritten: vec![2], ..Recorder::default() });
        assert_eq!((recorder.kept, done), (vec![vec![1, 2, 3], vec![1, 3]], vec![1, 3]));
        assert_eq!(failed, ["unprepared", "unwritten"]);
        assert!(!cut);
    }

    #[test]
    fn an_interruption_leaves_a_record_of_what_was_done() {
        let (recorder, done, failed, cut) = run(Recorder { stops_behind: Some(1), ..Recorder::default() });
        assert_eq!((recorder.kept, done), (vec![vec![0, 1, 2, 3], vec![0, 1]], vec![0, 1]));
        assert!(failed.is_empty() && cut);
    }

    #[test]
    fn without_a_record_nothing_is_written() {
        let (recorder, done, failed, _) = run(Recorder { keeps_nothing: true, ..Recorder::default() });
        assert!(recorder.put.is_empty() && done.is_empty());
        assert_eq!(failed, ["the record; nothing was fixed"]);
    }
}
