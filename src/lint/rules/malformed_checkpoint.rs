//! OMS105: a `checkpoint` that is written in a way that OMS does not take for a position.

use crate::lint::checkpoint::{self, Flaw, Spelling, Wrong};
use crate::lint::evidence::contradiction;
use crate::lint::evidence::position;
use crate::lint::finding::{Certainty, Evidence, Finding, Fix, Label, Severity, Tier, short};
use crate::lint::fix_value::{FixValue, Positions};
use crate::lint::overrides::checkpoint_flag;
use crate::lint::rule::{Context, Meta, Rule, SourceKey, Topic, labels};
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::oms::time::{self, Zone};
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::{comma, semicolon, sentences, tr};
use crate::text::source::Place;

pub(super) struct MalformedCheckpoint;

static META: Meta = Meta {
    code: "OMS105",
    name: "malformed-checkpoint",
    summary: "a checkpoint that is no map from clientId to Unix seconds",
    severity: Severity::Error,
    topic: Topic::Wrong(SourceKey::Checkpoint),
    is_default: true,
    fix: Some("writes milliseconds and UTC text as seconds; a lone position as a map (unsafe)"),
    what: "The `checkpoint` of an Incr-Sync that reads a Store is not a map from clientId to Unix seconds: it is no \
           map, a key is the id of no client, or a position is written in milliseconds, as a date, as an offset in a \
           log file, with white space, zeros or a sign around its digits, or lies in the future (by more than ten minutes, since clocks differ) or before 2010. Where oblogproxy is read, the checkpoint is such a map too \
           (by `client.id`), and a plain number is accepted; the same mistakes are found in both. Of a JDBCWriter, the same mistakes in its `timestamp` are found, as a warning.",
    why: "The checkpoint is where the component starts. A position that OMS cannot read, or reads as another one, lets it fail \
          or begin elsewhere, and what lies between is repeated or lost. Thirteen digits, taken for seconds, lie tens of \
          thousands of years ahead.",
    how: "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `checkpoint`, such as \
          {\"<clientId>\":\"1690880977\"}: before `\"1690880977000\"`, after `\"1690880977\"`. Milliseconds, digits with something around them, and text in UTC (with `Z` or an offset, or as the API displays it), \
          mean one moment only: `omslint fix` writes them as seconds, unless that moment lies in the future, after where OMS says \
          that the component stands, or before the beginning of the Store, or the sink is a message queue, where rows that come twice are duplicates: there a person \
          decides. What an offset in a log or a date without a time zone means, a person has to look up.",
    source: "The form is documented in the vendor's parameter reference (StoreSource, LogProxySource, 3.3.1 and later) (high), the mistakes are observed. That the API displays UTC is documented (high).",
};

impl Rule for MalformedCheckpoint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        if component.kind == ComponentKind::IncrSync(Plugin::JdbcWriter) {
            findings.extend(jdbc_writer(context, component));
            return;
        }
        let Some((plugin, source)) = checkpoint::source(component) else { return };
        let (clients, now) = (component.clients(), context.settings.now);
        let flaws = match source.entry("checkpoint") {
            Some(entry) => checkpoint::flaws(clients, plugin, entry, now),
            None => checkpoint::dotted_flaws(clients, source, now),
        };
        if let Some(first) = flaws.first() {
            findings.push(finding(context, component, source, *first, &flaws));
        }
    }
}

/// The `timestamp` of a JDBCWriter. The upgrade makes an Incr-Sync of it, and what that takes over nobody documents.
fn jdbc_writer<'a>(context: Context<'_, 'a>, component: &Component<'a>) -> Option<Finding<'a>> {
    let config = component.main_section()?;
    let flaws = checkpoint::writer_flaws(checkpoint::of_writer(config)?, context.settings.now);
    let place = |flaw: &Flaw<'_>| Place { document: config.document, span: flaw.entry.value.span() };
    let first = flaws.first()?;
    let mut finding = META.finding(context, Some(component), place(first));
    finding.severity = Severity::Warning;
    finding.certainty = Certainty::Possible;
    let zone = context.export.zone();
    let words: Vec<_> = flaws
        .iter()
        .map(|flaw| {
            let value = flaw.entry.value.filled().map_or_else(|| tr!("an object or a list").into(), short);
            words_of_key(flaw.wrong, &short(flaw.entry.key()), &value, zone)
        })
        .collect();
    finding.message = tr!(
        "{component} may not hand over where it stands: {flaws}; the upgrade turns a JDBCWriter into an Incr-Sync, and may find \
         no position to take over",
        component = component.describe(),
        flaws = words.join(semicolon())
    );
    finding.label = words.first().cloned().unwrap_or_default();
    let others = flaws.iter().zip(&words).skip(1);
    finding.related = others.map(|(flaw, words)| Label { place: place(flaw), message: words.clone().into() }).collect();
    finding.help = tr!(
        "Look up the present position of this JDBCWriter in the console; its form is Unix seconds, such as 1690880977. Then \
         check the Incr-Sync that the upgrade makes of it: its `source` needs a `checkpoint`."
    )
    .into();
    Some(finding)
}

/// One finding a section: what is wrong in one string of encoded JSON can only be mended together.
fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    first: Flaw<'a>,
    flaws: &[Flaw<'a>],
) -> Finding<'a> {
    let place = |flaw: &Flaw<'_>| {
        let span = if flaw.wrong == Wrong::UnknownClient { flaw.entry.key_span() } else { flaw.entry.value.span() };
        Place { document: source.document, span }
    };
    let mut finding = META.finding(context, Some(component), place(&first));
    let doubtful = |flaw: &Flaw<'_>| matches!(flaw.wrong, Wrong::UnknownClient | Wrong::Future(_));
    finding.certainty = if flaws.iter().all(doubtful) { Certainty::Possible } else { Certainty::Certain };
    let words: Vec<_> = flaws.iter().map(|flaw| words(flaw, context.export.zone())).collect();
    let (who, said) = (component.describe(), words.join(semicolon()));
    finding.message = match finding.certainty {
        Certainty::Certain => {
            tr!(
                "{component} will not start where it should: in its `checkpoint`, {flaws}",
                component = who,
                flaws = said
            )
        }
        Certainty::Possible => {
            tr!(
                "{component} may not start where it should: in its `checkpoint`, {flaws}",
                component = who,
                flaws = said
            )
        }
    };
    finding.label = words.first().cloned().unwrap_or_default();
    let others = flaws.iter().zip(&words).skip(1);
    finding.related = others.map(|(flaw, words)| Label { place: place(flaw), message: words.clone().into() }).collect();
    match mended(context, component, source, flaws) {
        Ok(Mended { fix, doubts }) => {
            let queue = queue(component).filter(|_| fix.tier == Tier::NeedsValue);
            let told = match (queue, doubts.is_empty()) {
                (None, true) => tell(context, &fix).to_owned(),
                (None, false) => sentences(&[&checkpoint::only_proposed(&doubts), checkpoint::give()]),
                (Some(queue), is_clear) => {
                    let doubts = if is_clear { String::new() } else { checkpoint::only_proposed(&doubts) };
                    sentences(&[&doubts, &ask(context, queue, &fix)])
                }
            };
            finding.help = sentences(&[&told, console()]).into();
            finding.related.extend(labels(&doubts));
            if !(doubts.is_empty() || is_given(context, component)) {
                finding.reason = Evidence::joined(&doubts);
            }
            finding.fix = Some(fix);
        }
        Err(refusal) => refuse(context, component, flaws, refusal, &mut finding),
    }
    finding
}

/// Whether the user gives any position that could be one of the component.
fn is_given(context: Context<'_, '_>, component: &Component<'_>) -> bool {
    context.settings.checkpoint.is_some() || context.overrides(component).has_checkpoint()
}

/// The message queue that the component writes to, by name.
fn queue(component: &Component<'_>) -> Option<&'static str> {
    match classify::sink(component) {
        Sink::Queue(name) => Some(name),
        Sink::Database | Sink::Unknown => None,
    }
}

/// Into a message queue nothing is written unasked, even where only the spelling is wrong: a component that could not read
/// its position may have gone on since, and what it reads again comes twice.
fn leave<'a>(component: &Component<'a>, fix: Box<Fix<'a>>) -> Box<Fix<'a>> {
    match queue(component) {
        Some(_) if fix.tier != Tier::NeedsValue => Fix::needs_value(fix.title, fix.value, fix.evidence),
        _ => fix,
    }
}

/// What a person decides of a position that stands there in another spelling, and how old it is.
fn ask(context: Context<'_, '_>, queue: &str, fix: &Fix<'_>) -> String {
    let positions = fix.proposal.as_ref().map(FixValue::positions).unwrap_or_default();
    let oldest = positions.iter().map(|(_, seconds)| *seconds).min();
    let age = oldest.map_or_else(String::new, |seconds| {
        tr!("It lies {age} back.", age = time::length(context.settings.now - seconds))
    });
    let decide = tr!(
        "What is written there is only a proposal: the sink is {queue}, where rows that come twice are duplicates, so a person \
         decides where to start.",
        queue
    );
    sentences(&[&decide, &age, checkpoint::give()])
}

/// What the fix does, or what it asks for.
fn tell(context: Context<'_, '_>, fix: &Fix<'_>) -> &'static str {
    let is_users = |evidence: &Evidence| evidence.place.is_none_or(|place| !context.export.is_counted(place.document));
    match fix.tier {
        Tier::Safe if fix.evidence.iter().all(is_users) => {
            tr!("`omslint fix` writes the value given into the exported file.")
        }
        Tier::Safe => tr!("The moment is certain, only its spelling is wrong: `omslint fix` writes it as seconds."),
        Tier::Unsafe => tr!("`omslint fix --unsafe-fixes` writes it so."),
        Tier::NeedsValue => tr!("Find out in which time zone the text is written: the proposal takes it for UTC."),
    }
}

/// Says what to do where nothing can be written.
fn refuse<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    flaws: &[Flaw<'a>],
    refusal: Refusal,
    finding: &mut Finding<'a>,
) {
    let (why, asks) = match refusal {
        Refusal::Position(why) => (why, true),
        Refusal::Edit(why) => (why, false),
    };
    let (hint, evidence) = position(context, component, flaws);
    finding.related.extend(labels(&evidence));
    // A key that is of no client is corrected or deleted: no value helps there.
    if !asks || flaws.iter().any(|flaw| flaw.wrong == Wrong::UnknownClient) {
        finding.advise(tr!("No fix: {why}", why), &sentences(&[&hint, console()]));
        let strange: Vec<_> = flaws.iter().filter(|flaw| flaw.wrong == Wrong::UnknownClient).collect();
        if !strange.is_empty() {
            let said: Vec<_> = strange.iter().map(|flaw| words(flaw, context.export.zone())).collect();
            finding.reason = tr!("{flaws}: correct the key, or delete it", flaws = said.join(semicolon()));
        }
        return;
    }
    let ask = tr!("A person has to say where it should start: {why}.", why);
    let give = tr!("Or give it to omslint in an override (`omslint values` writes a template).");
    finding.help = sentences(&[&ask, &hint, console(), give]).into();
    // What stands there says best what is the matter, but not where the user has answered it.
    if is_given(context, component) {
        finding.reason = why;
    }
    let title = tr!("write `checkpoint` anew, which a person must decide").to_owned();
    finding.fix = Some(Fix::needs_value(title, None, evidence));
}

/// Where in the console the checkpoint is changed, and what it looks like.
fn console() -> &'static str {
    tr!(
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `checkpoint`, a map from each clientId to Unix \
         seconds as a string, such as {\"<clientId>\":\"1690880977\"}."
    )
}

/// What is wrong, to follow `in its checkpoint,`.
fn words(flaw: &Flaw<'_>, zone: Zone) -> String {
    let value = flaw.entry.value.filled().map_or_else(|| tr!("an object or a list").into(), short);
    let key = short(flaw.entry.key());
    match (flaw.wrong, flaw.client) {
        (Wrong::NotAMap, _) => tr!("{value} is no map from clientId to seconds", value),
        (Wrong::UnknownClient, _) => tr!("`{key}` is the id of no client of this section", key),
        (wrong, None) => words_of_value(wrong, &value, zone),
        (wrong, Some(_)) => words_of_key(wrong, &key, &value, zone),
    }
}

/// What is wrong with a position that is of no client by name.
fn words_of_value(wrong: Wrong, value: &str, zone: Zone) -> String {
    match wrong {
        Wrong::Future(i64::MAX) => tr!("{value} is in the future", value),
        Wrong::Future(at) => tr!("{value} is in the future ({time})", value, time = zone.aside(at)),
        Wrong::TooEarly(at) => {
            tr!("{value} is in the year {year}, before there was any OMS", value, year = time::year(at))
        }
        Wrong::Spelling(Spelling::Milliseconds(at)) => {
            tr!("{value} is in milliseconds ({time})", value, time = zone.aside(at))
        }
        Wrong::Spelling(Spelling::Utc(_) | Spelling::Local(_)) => tr!("{value} is a date, not Unix seconds", value),
        Wrong::Spelling(Spelling::LogPosition) => tr!("{value} is an offset in a log file, not Unix seconds", value),
        Wrong::Spelling(Spelling::Padded(_)) => {
            tr!("{value} has white space, zeros or a sign around its digits", value)
        }
        Wrong::Spelling(Spelling::Zeros) => {
            tr!("{value} begins with a zero, and readers differ in what such a number is", value)
        }
        Wrong::Spelling(Spelling::Masked) => tr!("{value} is a mask, which hides the position", value),
        Wrong::Spelling(_) | Wrong::NotAMap | Wrong::UnknownClient => tr!("{value} is no number of seconds", value),
    }
}

/// What is wrong with the position of the client `key`.
fn words_of_key(wrong: Wrong, key: &str, value: &str, zone: Zone) -> String {
    match wrong {
        Wrong::Future(i64::MAX) => tr!("`{key}` is at {value}, in the future", key, value),
        Wrong::Future(at) => tr!("`{key}` is at {value}, in the future ({time})", key, value, time = zone.aside(at)),
        Wrong::TooEarly(at) => tr!(
            "`{key}` is at {value}, in the year {year}, before there was any OMS",
            key,
            value,
            year = time::year(at)
        ),
        Wrong::Spelling(Spelling::Milliseconds(at)) => {
            tr!("`{key}` is at {value}, in milliseconds ({time})", key, value, time = zone.aside(at))
        }
        Wrong::Spelling(Spelling::Utc(_) | Spelling::Local(_)) => {
            tr!("`{key}` is at {value}, a date, not Unix seconds", key, value)
        }
        Wrong::Spelling(Spelling::LogPosition) => {
            tr!("`{key}` is at {value}, an offset in a log file, not Unix seconds", key, value)
        }
        Wrong::Spelling(Spelling::Padded(_)) => {
            tr!("`{key}` is at {value}, with white space, zeros or a sign around its digits", key, value)
        }
        Wrong::Spelling(Spelling::Zeros) => {
            tr!(
                "`{key}` is at {value}, which begins with a zero, and readers differ in what such a number is",
                key,
                value
            )
        }
        Wrong::Spelling(Spelling::Masked) => tr!("`{key}` is at {value}, a mask, which hides the position", key, value),
        Wrong::Spelling(_) | Wrong::NotAMap | Wrong::UnknownClient => {
            tr!("`{key}` is at {value}, no number of seconds", key, value)
        }
    }
}

/// The one moment that a flawed value means, and how sure that is.
fn moment(flaw: &Flaw<'_>) -> Option<(i64, Tier)> {
    let spelled = |spelling| match spelling {
        Spelling::Milliseconds(seconds) | Spelling::Utc(seconds) | Spelling::Padded(seconds) => {
            Some((seconds, Tier::Safe))
        }
        Spelling::Local(seconds) => Some((seconds, Tier::NeedsValue)),
        _ => None,
    };
    match flaw.wrong {
        Wrong::Spelling(spelling) => spelled(spelling),
        // A lone position can only be that of the only client, but that OMS meant it so is not documented.
        Wrong::NotAMap if flaw.client.is_some() => match checkpoint::spelling(flaw.entry.value) {
            Spelling::Seconds(seconds) => Some((seconds, Tier::Unsafe)),
            other => spelled(other).map(|(seconds, tier)| (seconds, tier.max(Tier::Unsafe))),
        },
        _ => None,
    }
}

/// Why there is no fix.
enum Refusal {
    /// What is meant is not certain, or nothing can start from it: a person supplies the position.
    Position(String),
    /// The file refuses the edit, whatever the position.
    Edit(String),
}

/// A fix of all that is wrong, and what makes it no more than a proposal.
struct Mended<'a> {
    fix: Box<Fix<'a>>,
    doubts: Vec<Evidence>,
}

/// What the user gives for a client, by its key.
type Given<'g> = &'g dyn Fn(&str) -> Option<(i64, Evidence)>;

/// The user's own positions in the place of what is wrong, and the moment that is meant where there are none.
fn mended<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    flaws: &[Flaw<'a>],
) -> Result<Mended<'a>, Refusal> {
    let (overrides, zone) = (context.overrides(component), context.export.zone());
    let of_task = |key: &str| overrides.checkpoint(Some(key)).map(|said| (said.value, said.position(Some(key), zone)));
    let mended = mend(context, component, source, (flaws, &of_task));
    // The flag is for the one component of the run that needs a position, and what is certain needs none.
    let is_certain = mended.as_ref().is_ok_and(|mended| mended.fix.tier == Tier::Safe);
    let Some(seconds) = context.settings.checkpoint.filter(|_| !is_certain && !overrides.has_checkpoint()) else {
        return mended;
    };
    let evidence = checkpoint_flag(seconds, zone);
    mend(context, component, source, (flaws, &|_| Some((seconds, evidence.clone()))))
}

/// A fix of all that is wrong, or of nothing.
fn mend<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    (flaws, said): (&[Flaw<'a>], Given<'_>),
) -> Result<Mended<'a>, Refusal> {
    let (mut changes, mut values) = (Vec::new(), Vec::new());
    let (mut evidence, mut doubts) = (Vec::<Evidence>::new(), Vec::new());
    let (mut tier, mut is_given) = (Tier::Safe, true);
    for flaw in flaws {
        let given = given(component, flaw, said);
        let positions = match given {
            Some(given) => {
                let mut positions = Vec::new();
                for (key, seconds, says) in given {
                    check(context, component, flaw, seconds)
                        .map_err(|why| Refusal::Position(tr!("the checkpoint given is refused: {why}", why)))?;
                    positions.push((key, seconds));
                    if !evidence.contains(&says) {
                        evidence.push(says);
                    }
                }
                positions
            }
            None => {
                is_given = false;
                let meant = meant(context, component, source, flaw)?;
                tier = tier.max(meant.tier);
                evidence.extend(meant.evidence);
                doubts.extend(meant.doubts);
                let key = flaw.client.as_ref().and_then(Client::key).unwrap_or_else(|| flaw.entry.key());
                vec![(key.to_owned(), meant.seconds)]
            }
        };
        once(flaw).map_err(Refusal::Edit)?;
        let value = match (flaw.wrong, positions.as_slice()) {
            (Wrong::NotAMap, _) => map(source, &positions),
            (_, [(_, seconds), ..]) => NewValue::Text(seconds.to_string()),
            (_, []) => continue,
        };
        changes.push(Change::Replace { entry: flaw.entry, value });
        values.extend(positions);
    }
    if !is_given {
        doubts.extend(contradiction::whose(context.export, component));
    }
    let is_map = flaws.iter().any(|flaw| flaw.wrong == Wrong::NotAMap);
    let value = match values.as_slice() {
        [(_, seconds)] if !is_map => FixValue::Position(*seconds),
        _ => FixValue::Positions(values.into_iter().collect()),
    };
    let title = match (is_given, is_map) {
        (true, _) => tr!("write the position given").to_owned(),
        (false, true) => tr!("write a map from clientId to seconds").to_owned(),
        (false, false) => tr!("write the position in seconds").to_owned(),
    };
    evidence.extend(doubts.iter().cloned());
    let fix = match tier == Tier::NeedsValue || !doubts.is_empty() {
        true => Fix::needs_value(title, Some(value), evidence),
        false => context.offer(source, (tier, title, value), changes, evidence).map_err(Refusal::Edit)?,
    };
    Ok(Mended { fix: if is_given { fix } else { leave(component, fix) }, doubts })
}

/// What the user gives in the place of a flaw: each client with its position. None where the user does not give all of it, and
/// where another key than that of a client is what is wrong: which one was meant, no position tells.
fn given(component: &Component<'_>, flaw: &Flaw<'_>, said: Given<'_>) -> Option<Vec<(String, i64, Evidence)>> {
    let own = flaw.client.as_ref().and_then(Client::key);
    let keys: Vec<&str> = match (flaw.wrong, own) {
        (Wrong::UnknownClient, _) => return None,
        (Wrong::NotAMap, _) => component.clients().iter().filter_map(Client::key).collect(),
        (_, key) => vec![key.unwrap_or_else(|| flaw.entry.key())],
    };
    let given: Option<Vec<_>> =
        keys.into_iter().map(|key| said(key).map(|(seconds, says)| (key.to_owned(), seconds, says))).collect();
    given.filter(|given| !given.is_empty())
}

/// What a flawed value means.
struct Meant {
    /// The moment, in Unix seconds; where it is doubtful, the one from which no row is lost.
    seconds: i64,
    tier: Tier,
    evidence: Vec<Evidence>,
    /// What OMS says against it.
    doubts: Vec<Evidence>,
}

fn meant(
    context: Context<'_, '_>,
    component: &Component<'_>,
    source: &Section<'_>,
    flaw: &Flaw<'_>,
) -> Result<Meant, Refusal> {
    let (seconds, tier) = moment(flaw).ok_or_else(|| Refusal::Position(tr!("what is meant is not certain").into()))?;
    check(context, component, flaw, seconds).map_err(Refusal::Position)?;
    let (export, zone) = (context.export, context.export.zone());
    let place = Some(Place { document: source.document, span: flaw.entry.value.span() });
    let text = flaw.entry.value.filled().unwrap_or_default();
    let is_zoneless = time::is_zoneless(text);
    let clients = clients(component, flaw);
    let now = context.settings.now;
    let before = clients.iter().find_map(|client| position::stands_before(export, component, (*client, seconds), now));
    let at = zone.show(seconds);
    let says = match tier == Tier::NeedsValue || (is_zoneless && before.is_some()) {
        true => tr!("{value} would be, if it is UTC, {at} ({seconds})", value = text, at, seconds),
        false => tr!("{value} is {at} ({seconds})", value = text, at, seconds),
    };
    let mut evidence = vec![Evidence { place, says: says.into(), value: Some(seconds.to_string()) }];
    let Some(before) = before else { return Ok(Meant { seconds, tier, evidence, doubts: Vec::new() }) };
    let mut earliest = before.seconds;
    if is_zoneless && zone.ahead() > 0 {
        let local = seconds - zone.ahead();
        let at = zone.show(local);
        let says = tr!("{value} would be, if it is {zone}, {at} ({seconds})", value = text, zone, at, seconds = local);
        evidence.push(Evidence { place, says: says.into(), value: Some(local.to_string()) });
        let is_in_reach = clients.iter().all(|client| checkpoint::is_in_reach(export, (*client, local), now));
        earliest = if is_in_reach { earliest.min(local) } else { earliest };
    }
    let says = tr!("the component stands before that: {says}", says = before.evidence.says);
    let doubts = vec![Evidence { says: says.into(), ..before.evidence }];
    Ok(Meant { seconds: earliest, tier: Tier::NeedsValue, evidence, doubts })
}

/// Positions in the form that belongs there: encoded only where `clients` is.
fn map(source: &Section<'_>, positions: &[(String, i64)]) -> NewValue {
    let is_encoded = source.get("clients").is_some_and(|clients| clients.text().is_some());
    if is_encoded {
        return NewValue::Text(positions.iter().cloned().collect::<Positions>().to_string());
    }
    NewValue::Map(positions.iter().map(|(key, seconds)| (key.clone(), seconds.to_string())).collect())
}

/// A position is only written where a component can start from it.
fn check(context: Context<'_, '_>, component: &Component<'_>, flaw: &Flaw<'_>, seconds: i64) -> Result<(), String> {
    let at = context.export.zone().show(seconds);
    if seconds > context.settings.now {
        return Err(tr!("{at} lies in the future, and every row until then would be lost", at));
    }
    let clients = clients(component, flaw);
    if time::parse(&seconds.to_string()).is_none() {
        return Err(tr!("{at} is no position of a task", at));
    }
    if clients.iter().any(|client| !checkpoint::is_in_reach(context.export, (*client, seconds), context.settings.now)) {
        return Err(tr!("{at} lies before the beginning of its Store, so what lies between cannot be served", at));
    }
    Ok(())
}

/// The clients whose position a flaw may be.
fn clients<'c, 'a>(component: &'c Component<'a>, flaw: &'c Flaw<'a>) -> &'c [Client<'a>] {
    flaw.client.as_ref().map_or_else(|| component.clients(), std::slice::from_ref)
}

/// A key that stands twice is not written to.
fn once(flaw: &Flaw<'_>) -> Result<(), String> {
    let key = flaw.entry.key();
    let twins = flaw.entry.mapping().entries().filter(|entry| entry.key() == key).count();
    if twins > 1 { Err(tr!("the key `{key}` stands twice here", key)) } else { Ok(()) }
}

/// What the export tells of the position that a person has to look up.
fn position(context: Context<'_, '_>, component: &Component<'_>, flaws: &[Flaw<'_>]) -> (String, Vec<Evidence>) {
    if flaws.iter().all(|flaw| flaw.wrong == Wrong::UnknownClient) {
        let clients = component.clients();
        let ids: Vec<_> = clients.iter().filter_map(Client::key).map(|id| format!("`{}`", short(id))).collect();
        let hint = tr!("Correct the key, or delete it: the clients here are {clients}.", clients = ids.join(comma()));
        return (hint, Vec::new());
    }
    let nobody = Client { id: None, subtopic: None, timestamp: None };
    let client = flaws.iter().find_map(|flaw| flaw.client).unwrap_or(nobody);
    match position::best(context.export, component, client, context.settings.now) {
        Ok(position) => (tr!("In this export, {says}.", says = position.evidence.says), vec![position.evidence]),
        Err(_) => (tr!("The console shows the present position of the component.").to_owned(), Vec::new()),
    }
}
