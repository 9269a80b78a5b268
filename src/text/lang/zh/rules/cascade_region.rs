//! Chinese of OMS208.

texts![
    ("a region number in a cascade of tasks, before an upgrade across 4.0.1", "级联项目中的地域编号，而升级跨越 4.0.1"),
    (
        "An Incr-Sync or JDBCWriter whose `blackRegionNo` (`sourceFile.blackRegionNo`, `source.blackRegionNo`, \
         `black_region_no`) is neither empty nor 0, in a task whose target is the source of another task of the \
         export (by its subtopic, its jdbcUrl or its host), when the Enterprise Edition goes from before 4.0.1 to \
         4.0.1 or later.",
        "企业版从 4.0.1 之前升级到 4.0.1 或以后版本时，`blackRegionNo`（`sourceFile.blackRegionNo`、\
         `source.blackRegionNo`、`black_region_no`）既不为空也不为 0 的 Incr-Sync 或 JDBCWriter，并且其所在项目的目标\
         端是导出中另一个项目的源端（根据 subtopic、jdbcUrl 或主机判断）。",
    ),
    (
        "In a cascade, an OceanBase that is one task's target and another's source, this number keeps rows from \
         going round in circles. If it was changed by hand, it has to fit the number of the region (`cm_location`), \
         or the cascade may lose rows or repeat them after the upgrade.",
        "在级联中，一个 OceanBase 既是一个项目的目标端，又是另一个项目的源端，这个编号用来防止数据循环复制。如果它被人\
         工改过，就必须与地域编号（`cm_location`）一致，否则升级后级联可能丢失数据，或重复写入数据。",
    ),
    (
        "Before the upgrade, compare the value with `cm_location` in `/home/admin/conf/config.yaml` (cm database, \
         table `config_job`, columns `key` and `value`): before and after, `blackRegionNo` and `cm_location` should \
         be the same number. Where they differ and the cascade is in use, ask the vendor first.",
        "升级前，请将该值与 `/home/admin/conf/config.yaml` 中的 `cm_location` 比对（cm 数据库，表 `config_job`，列 \
         `key` 和 `value`）：升级前后，`blackRegionNo` 与 `cm_location` 都应是同一个编号。如果二者不同且级联正在使\
         用，请先咨询厂商。",
    ),
    (
        "The upgrade guide of EE 4.2.2, second-hand (medium). That two tasks share a database is inferred from \
         addresses and subtopics (medium): the finding is always a possible one. What goes wrong otherwise is \
         inferred (medium).",
        "EE 4.2.2 的升级指南，转引自他人（把握：中）。两个项目共用一个数据库，是根据地址和 subtopic 推断的（把握：\
         中）：因此本问题始终只是“可能”。不一致时会出什么错，属于推断（把握：中）。",
    ),
    ("both name {host}", "二者都写明 {host}"),
    ("both read {subtopic}", "二者都读取 {subtopic}"),
    ("must fit `cm_location`", "必须与 `cm_location` 一致"),
    (
        "{component} has `{key}` {value}, and its target may be the source of task {reader} ({how}): after the \
         upgrade to {to} rows may be lost or come round again if that number is not the `cm_location` of the region",
        "{component} 的 `{key}` 为 {value}，其目标端可能是项目 {reader} 的源端（{how}）：如果该编号不是该地域的 \
         `cm_location`，升级到 {to} 后数据可能丢失，或者再次循环写回",
    ),
    (
        "{component} has `{key}` {value}, and its target may be the source of task {reader} ({how}): after the \
         upgrade from before 4.0.1 (`--from` says) to {to} rows may be lost or come round again if that number is \
         not the `cm_location` of the region",
        "{component} 的 `{key}` 为 {value}，其目标端可能是项目 {reader} 的源端（{how}）：如果该编号不是该地域的 \
         `cm_location`，从 4.0.1 之前（请用 `--from` 指明）升级到 {to} 后数据可能丢失，或者再次循环写回",
    ),
    (
        "Compare it with `cm_location` in /home/admin/conf/config.yaml (cm database: table `config_job`, columns \
         `key`, `value`). Where they differ and the cascade is in use, ask the vendor before the upgrade.",
        "请将其与 /home/admin/conf/config.yaml 中的 `cm_location` 比对（cm 数据库：表 `config_job`，列 `key`、\
         `value`）。如果二者不同且级联正在使用，请在升级前咨询厂商。",
    ),
];
