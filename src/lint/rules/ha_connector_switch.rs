//! OMS205: an `ha.config` that looks after JDBCWriter and not after the connectors that take its place.

use crate::knowledge::console;
use crate::knowledge::versions::{Edition, Version};
use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::ha::{self, HaConfig};
use crate::text::lang::tr;
use crate::text::node::EntryRef;

pub(super) struct HaConnectorSwitch;

static META: Meta = Meta {
    code: "OMS205",
    name: "ha-connector-switch",
    summary: "ha.config with enableConnector off and enableJdbcWriter on",
    severity: Severity::Warning,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "A system parameter `ha.config` with `enableConnector` false and `enableJdbcWriter` (also spelled \
           `enableJDBCWriter`) true.",
    why: "JDBCWriter is gone from 4.0.1 of the Enterprise Edition on, and from 4.1.1 of the Community Edition on (its 4.1.0 still \
          has it). With these two values before the upgrade, HA looks after no component that writes \
          to a target once the upgrade is done, until `enableConnector` is set to true.",
    how: "After the upgrade, when you switch HA on again, set `enableConnector` to true in the system parameter `ha.config`: \
          before `{\"enableConnector\":false,\"enableJdbcWriter\":true}`, after `{\"enableConnector\":true,\"enableJdbcWriter\":true}`.",
    source: "That the switch must be set is documented by the vendor (high); what HA leaves out until then is inferred from \
             the names of the switches (medium).",
};

/// The versions of each edition from which on there is no JDBCWriter.
const ENTERPRISE: Version = Version { numbers: [4, 0, 1], bundle: 0, edition: Edition::Enterprise };
const COMMUNITY: Version = Version { numbers: [4, 1, 1], bundle: 0, edition: Edition::Community };

impl Rule for HaConnectorSwitch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        if !console::has_ha(Some(context.settings.to)) {
            return;
        }
        for config in ha::configs(context.export) {
            let connector = config.flag(&["enableConnector"]).filter(|(_, is_on)| !is_on);
            let spellings = ["enableJdbcWriter", "enableJDBCWriter"];
            let writer = spellings.iter().filter_map(|key| config.flag(&[key])).find(|(_, is_on)| *is_on);
            if let (Some((connector, _)), Some((writer, _))) = (connector, writer) {
                findings.push(finding(context, config, connector, writer));
            }
        }
    }
}

fn finding<'a>(
    context: Context<'_, 'a>,
    config: HaConfig<'a>,
    connector: EntryRef<'a>,
    writer: EntryRef<'a>,
) -> Finding<'a> {
    let to = context.settings.to;
    let gone = if to.edition == Edition::Community { COMMUNITY } else { ENTERPRISE };
    let mut finding = META.finding(context, None, config.place(connector));
    finding.label = tr!("off").into();
    let on = tr!("on, but JDBCWriter is gone from {gone} on", gone);
    finding.related = vec![Label { place: config.place(writer), message: on.into() }];
    let writer = writer.key();
    if to >= gone {
        finding.message = tr!(
            "ha.config: `enableConnector` is false and `{writer}` is true; JDBCWriter is gone from {gone} on, so after the upgrade \
             to {to} HA will look after no component that writes to a target until `enableConnector` is true",
            writer,
            gone,
            to
        );
    } else {
        finding.certainty = Certainty::Possible;
        finding.message = tr!(
            "ha.config: `enableConnector` is false and `{writer}` is true; after an upgrade to {gone} or later, where JDBCWriter \
             is gone, HA may look after no component that writes to a target until `enableConnector` is true",
            writer,
            gone
        );
    }
    finding.help = tr!(
        "Set `enableConnector` to true in the system parameter `ha.config` after the upgrade, when you switch HA on \
         again."
    )
    .into();
    finding
}
