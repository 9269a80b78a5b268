//! OMS108: a configured `checkpoint` before the beginning of its Store.

use crate::lint::checkpoint;
use crate::lint::evidence::position;
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic, labels};
use crate::oms::component::Component;
use crate::oms::kind::Plugin;
use crate::oms::time;
use crate::text::lang::tr;
use crate::text::source::Place;

pub(super) struct CheckpointOutOfReach;

static META: Meta = Meta {
    code: "OMS108",
    name: "checkpoint-out-of-reach",
    summary: "a configured checkpoint before the beginning of its Store",
    severity: Severity::Info,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "The `checkpoint` configured for a client of an Incr-Sync lies before the beginning of the Store that it reads.",
    why: "The configured checkpoint is where the component started, not where it is: while it runs, it is normal that the Store \
          no longer keeps what lies there. But a component that is started from there once more, after an upgrade or a move, \
          cannot be served.",
    how: "Nothing needs to be done while it runs. Before it is started anew, set a checkpoint that the Store still keeps: OPS & \
          Monitoring > Component > Incr-Sync > Update, `source`: `checkpoint`. The console shows the present position of the \
          component. Before: `\"1690872244\"`, which the Store no longer keeps; after: `\"1690963200\"`, which it does. A new Store with an \
          earlier timestamp (and a longer `store.clearer.outdated`) reaches further back while the source's log exists.",
    source: "That healthy tasks have such checkpoints is observed (high). That the Store cannot serve what it has cleared is \
             documented; that a new Store reaches further back is in the vendor's FAQ (high).",
};

impl Rule for CheckpointOutOfReach {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let Some((plugin, source)) = checkpoint::source(component) else { return };
        if plugin != Plugin::Store {
            return;
        }
        for client in component.clients() {
            let Some(entry) = checkpoint::entry_of(source, *client) else { continue };
            let subtopic = client.reads();
            let (Some(seconds), Some(subtopic)) = (time::seconds(entry.value), subtopic) else { continue };
            let begin = position::store_begin(context.export, subtopic, context.settings.now);
            let Some(begin) = begin.filter(|begin| begin.seconds > seconds) else { continue };
            let zone = context.export.zone();
            let place = Place { document: source.document, span: entry.value.span() };
            let mut finding = META.finding(context, Some(component), place);
            finding.certainty = Certainty::Possible;
            finding.label = tr!("{length} before the Store begins", length = time::length(begin.seconds - seconds));
            finding.message = tr!(
                "{component} is configured to start at {at}, but the Store of `{subtopic}` begins at {begin}: normal while it \
                 runs, but it may fail if it is started from there once more",
                component = component.describe(),
                at = zone.show(seconds),
                subtopic,
                begin = zone.show(begin.seconds)
            );
            finding.related = labels(&[begin.evidence(zone)]);
            finding.help = tr!(
                "Nothing needs to be done while it runs. Before it is started anew: OPS & Monitoring > Component > Incr-Sync > \
                 Update, `source`: `checkpoint`, a position that the Store still keeps."
            )
            .into();
            findings.push(finding);
        }
    }
}
