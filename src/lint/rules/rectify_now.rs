//! OMS306: a verification that corrects the target while it compares.

use crate::lint::finding::{Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::text::lang::tr;
use crate::text::source::Place;

pub(super) struct RectifyNow;

static META: Meta = Meta {
    code: "OMS306",
    name: "rectify-now",
    summary: "a verification that corrects the target at once",
    severity: Severity::Warning,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "A `checker.conf` (or the same component in an API answer) with `filter.verify.rectify.type=now`.",
    why: "With this value the verification writes into the target while it compares, beside the Incr-Sync that writes there too. \
          The vendor prohibits it outside emergencies.",
    how: "Before: `filter.verify.rectify.type=now`. Look who set it and why. If no emergency needs it, set it back in the \
          console to what the other verifications of the site have, or take the line away there: after that the checker only \
          reports differences, and a person decides over them.",
    source: "Documented by the vendor in the parameter reference of Full-Verification (`filter.verify.rectify.type`): prohibited \
             outside emergencies (high). That it writes while it compares is inferred from its name (medium).",
};

const KEY: &str = "filter.verify.rectify.type";

impl Rule for RectifyNow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let Some(config) = component.config() else { return };
        let Some((entry, _)) = config.filled(&[KEY]).filter(|(_, value)| value.trim().eq_ignore_ascii_case("now"))
        else {
            return;
        };
        let place = Place { document: config.document, span: entry.value.span() };
        let mut finding = META.finding(context, Some(component), place);
        finding.label = tr!("writes into the target while it compares").into();
        finding.message = tr!(
            "{component} corrects the target at once (`{key}` is now), which the vendor prohibits outside emergencies: it writes \
             beside the Incr-Sync of the task",
            component = component.describe(),
            key = KEY
        );
        finding.help =
            tr!("Ask who set it and why. If no emergency needs it, take it back in the console before the upgrade; \
             differences are then only reported.")
            .into();
        findings.push(finding);
    }
}
