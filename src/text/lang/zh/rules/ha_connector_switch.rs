//! Chinese of OMS205.

texts![
    (
        "ha.config with enableConnector off and enableJdbcWriter on",
        "ha.config 中 enableConnector 关闭而 enableJdbcWriter 打开",
    ),
    (
        "A system parameter `ha.config` with `enableConnector` false and `enableJdbcWriter` (also spelled \
         `enableJDBCWriter`) true.",
        "系统参数 `ha.config` 中 `enableConnector` 为 false，而 `enableJdbcWriter`（也写作 `enableJDBCWriter`）为 \
         true。",
    ),
    (
        "JDBCWriter is gone from 4.0.1 of the Enterprise Edition on, and from 4.1.1 of the Community Edition on (its \
         4.1.0 still has it). With these two values before the upgrade, HA looks after no component that writes to a \
         target once the upgrade is done, until `enableConnector` is set to true.",
        "企业版从 4.0.1 起、社区版从 4.1.1 起不再有 JDBCWriter（社区版 4.1.0 仍有）。升级前如果是这两个值，升级完成后 \
         HA 就不守护任何写入目标端的组件，直到 `enableConnector` 设为 true。",
    ),
    (
        "After the upgrade, when you switch HA on again, set `enableConnector` to true in the system parameter \
         `ha.config`: before `{\"enableConnector\":false,\"enableJdbcWriter\":true}`, after \
         `{\"enableConnector\":true,\"enableJdbcWriter\":true}`.",
        "升级后重新开启 HA 时，请将系统参数 `ha.config` 中的 `enableConnector` 设为 true：修改前 \
         `{\"enableConnector\":false,\"enableJdbcWriter\":true}`，修改后 \
         `{\"enableConnector\":true,\"enableJdbcWriter\":true}`。",
    ),
    (
        "That the switch must be set is documented by the vendor (high); what HA leaves out until then is inferred \
         from the names of the switches (medium).",
        "必须设置该开关，厂商文档写明（把握：高）；在此之前 HA 漏掉什么，根据开关的名称推断（把握：中）。",
    ),
    ("off", "已关闭"),
    ("on, but JDBCWriter is gone from {gone} on", "已打开，但从 {gone} 起不再有 JDBCWriter"),
    (
        "ha.config: `enableConnector` is false and `{writer}` is true; JDBCWriter is gone from {gone} on, so after \
         the upgrade to {to} HA will look after no component that writes to a target until `enableConnector` is true",
        "ha.config：`enableConnector` 为 false 而 `{writer}` 为 true；从 {gone} 起不再有 JDBCWriter，因此升级到 {to} \
         后，HA 将不守护任何写入目标端的组件，直到 `enableConnector` 为 true",
    ),
    (
        "ha.config: `enableConnector` is false and `{writer}` is true; after an upgrade to {gone} or later, where \
         JDBCWriter is gone, HA may look after no component that writes to a target until `enableConnector` is true",
        "ha.config：`enableConnector` 为 false 而 `{writer}` 为 true；升级到不再有 JDBCWriter 的 {gone} 或以后版本后\
         ，HA 可能不守护任何写入目标端的组件，直到 `enableConnector` 为 true",
    ),
    (
        "Set `enableConnector` to true in the system parameter `ha.config` after the upgrade, when you switch HA on \
         again.",
        "请在升级后重新开启 HA 时，将系统参数 `ha.config` 中的 `enableConnector` 设为 true。",
    ),
];
