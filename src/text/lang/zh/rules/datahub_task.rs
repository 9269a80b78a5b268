//! Chinese of OMS204.

texts![
    (
        "a DataHub task where OMS 3.2.1 is upgraded: it cannot be displayed afterwards",
        "从 OMS 3.2.1 升级的 DataHub 项目：升级后无法显示",
    ),
    (
        "A task that writes to DataHub, once for each task. With `--from 3.2.1` it is an error, whatever version the \
         task was created with; without `--from` an info, because nothing says which version runs now; with another \
         one, nothing.",
        "写入 DataHub 的项目，每个项目报告一次。使用 `--from 3.2.1` 时为错误，不论项目由哪个版本创建；没有 `--from` \
         时为提示，因为无从得知当前运行的版本；`--from` 为其他版本时不报告。",
    ),
    (
        "After an upgrade from 3.2.1 the console cannot display DataHub tasks.",
        "从 3.2.1 升级后，控制台无法显示 DataHub 项目。",
    ),
    (
        "Before: the console lists the task with `\"type\":\"DATAHUB_SINK\"`; after: it cannot display it. Ask the \
         vendor's support before the upgrade what becomes of the task. Note its id, its source and its topic, so \
         that you can look for it afterwards.",
        "升级前：控制台列出带 `\"type\":\"DATAHUB_SINK\"` 的项目；升级后：无法显示。请在升级前向厂商技术支持咨询该项\
         目会怎样。请记下其项目 ID、源端和 topic，以便之后查找。",
    ),
    (
        "Documented by the vendor in its upgrade guides: DataHub tasks cannot be displayed after an upgrade from \
         3.2.1 (high).",
        "厂商升级指南写明：从 3.2.1 升级后，DataHub 项目无法显示（把握：高）。",
    ),
    (
        "Note the task's id, its source and its topic, so that you can look for it afterwards.",
        "请记下该项目的 ID、源端和 topic，以便之后查找。",
    ),
    (
        "{component} writes to DataHub, and after the upgrade from {from} to {to} such a task cannot be displayed",
        "{component} 写入 DataHub，从 {from} 升级到 {to} 后，这类项目无法显示",
    ),
    (
        "Ask the vendor's support before the upgrade what becomes of the task",
        "请在升级前向厂商技术支持咨询该项目会怎样",
    ),
    (
        "{component} writes to DataHub; if the OMS that runs now is 3.2.1, the task cannot be displayed after the \
         upgrade to {to}",
        "{component} 写入 DataHub；如果当前运行的 OMS 是 3.2.1，升级到 {to} 后，该项目无法显示",
    ),
    (
        "Say with `--from` which version runs now. If it is 3.2.1, ask the vendor's support before the upgrade.",
        "请用 `--from` 说明当前运行的版本。如果是 3.2.1，请在升级前咨询厂商技术支持。",
    ),
];
