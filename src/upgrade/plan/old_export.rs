//! The copy that puts several PATHs into one folder, as `omslint verify` takes it: each has a place of its own in it, so that none
//! is written over another.

use crate::text::shell;

/// The folder, and the command that makes it.
const FOLDER: &str = "old-export";

/// The folder and the command that copies `paths` into it; `follows`: with what symbolic links lead to.
pub(super) fn copy(paths: &[String], follows: bool) -> (String, String) {
    let paths: Vec<Given<'_>> = paths.iter().map(|path| Given::of(path)).collect();
    // A folder cannot be copied into itself.
    let around = paths.iter().find(|path| path.names.is_empty());
    let folder = around.map_or_else(|| FOLDER.to_owned(), |around| format!("{}/../{FOLDER}", around.text));
    // Where one lies in another, or two are called the same, a number tells them apart.
    let collides = |(at, path): (usize, &Given<'_>)| {
        let is_above = |(other, above): (usize, &Given<'_>)| at != other && path.names.starts_with(&above.names);
        !path.is_plain || paths.iter().enumerate().any(is_above)
    };
    let is_numbered = paths.iter().enumerate().any(collides);
    let mut places: Vec<(String, Vec<&str>)> = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let number = is_numbered.then(|| (at + 1).to_string());
        let above = path.names.split_last().map_or(&[][..], |(_, above)| above);
        let names = [folder.as_str()].into_iter().chain(number.as_deref()).chain(above.iter().copied());
        let place = names.collect::<Vec<_>>().join("/");
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, texts)) => texts.push(path.text),
            None => places.push((place, vec![path.text])),
        }
    }
    // Times stay as they are: by them the newer one of two copies is known. A PATH that is a link stands for what it leads to.
    let copies = if follows { "cp -RpL" } else { "cp -RpH" };
    let mut commands = vec![format!("mkdir {}", shell::word(&folder))];
    let made: Vec<_> =
        places.iter().filter(|(place, _)| *place != folder).map(|(place, _)| shell::word(place)).collect();
    commands.extend((!made.is_empty()).then(|| format!("mkdir -p {}", made.join(" "))));
    commands.extend(places.iter().map(|(place, texts)| {
        let texts = texts.iter().map(|text| shell::path(text)).collect::<Vec<_>>().join(" ");
        format!("{copies} {texts} {}", shell::word(&format!("{place}/")))
    }));
    (shell::word(&folder), commands.join(" && "))
}

/// A PATH as it was given.
struct Given<'p> {
    text: &'p str,
    /// The names in it.
    names: Vec<&'p str>,
    /// Whether it consists of nothing but these.
    is_plain: bool,
}

impl<'p> Given<'p> {
    fn of(path: &'p str) -> Self {
        // With a slash behind it, some copy what is in a folder, and not the folder.
        let text = path.trim_end_matches('/');
        let text = if text.is_empty() { path } else { text };
        let parts = text.strip_prefix("./").unwrap_or(text).split('/').filter(|name| !name.is_empty());
        let names = parts.clone().filter(|name| !matches!(*name, "." | "..")).collect::<Vec<_>>();
        let is_plain = names.len() == parts.count();
        Self { text, names, is_plain }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(paths: &[&str]) -> String {
        let paths: Vec<_> = paths.iter().map(|path| (*path).to_owned()).collect();
        copy(&paths, false).1
    }

    #[test]
    fn each_path_has_a_place_of_its_own() {
        assert_eq!(
            told(&["a/run", "./b/run/", "a/store"]),
            "mkdir old-export && mkdir -p old-export/a old-export/b && cp -RpH a/run a/store old-export/a/ \
             && cp -RpH ./b/run old-export/b/"
        );
        assert_eq!(told(&["one", "two"]), "mkdir old-export && cp -RpH one two old-export/");
        assert_eq!(
            told(&["x/a", "../x/a"]),
            "mkdir old-export && mkdir -p old-export/1/x old-export/2/x && cp -RpH x/a old-export/1/x/ && cp -RpH ../x/a old-export/2/x/"
        );
        assert_eq!(
            told(&["x", "x/a"]),
            "mkdir old-export && mkdir -p old-export/1 old-export/2/x && cp -RpH x old-export/1/ && cp -RpH x/a old-export/2/x/"
        );
        assert_eq!(
            told(&["/home/ds/run", "a b"]),
            "mkdir old-export && mkdir -p old-export/home/ds && cp -RpH /home/ds/run old-export/home/ds/ && cp -RpH 'a b' old-export/"
        );
        assert!(told(&[".", "y"]).starts_with("mkdir ./../old-export && "));
    }
}
