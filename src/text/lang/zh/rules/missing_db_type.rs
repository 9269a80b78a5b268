//! Chinese of OMS101.

texts![
    ("an Incr-Sync source with neither dbType nor db_type", "Incr-Sync 的 source 中既没有 dbType，也没有 db_type"),
    (
        "inserts dbType where the export agrees on one, or where the user gives it",
        "导出中的信息一致指向同一类型，或由用户给出类型时，写入 dbType",
    ),
    (
        "The `source` of an Incr-Sync that reads a Store or oblogproxy has neither `dbType` nor `db_type`, or only \
         one that is empty, null, or no text; or an empty `dbType` beside a filled `db_type`, as a warning. It is an \
         error where the task synchronises DDL or nothing says that it does not; an info where it does not and \
         other configurations say OB_MYSQL; a warning otherwise, and for tasks created with 3.3.1 or later \
         (`--created-with`). Of a JDBCWriter, an empty or absent `src_type` is found, as a warning.",
        "读取 Store 或 oblogproxy 的 Incr-Sync，其 `source` 中既没有 `dbType`，也没有 `db_type`，或者虽有其一，但为空\
         、为 null 或不是文本；或者 `db_type` 有值而 `dbType` 为空（报警告）。项目同步 DDL，或没有任何内容说明它不同步 DDL 时，为错误；不同步 DDL，且其他配置表明类型\
         为 OB_MYSQL 时，为提示；其余情况，以及用 3.3.1 或更高版本创建的项目（`--created-with`），为警告。对于 \
         JDBCWriter，`src_type` 为空或缺失时报警告。",
    ),
    (
        "Tasks created in OMS 3.2.1 and 3.2.2 can lack it. If such a task synchronises DDL, it cannot run after an \
         upgrade to a newer OMS. If it does not, and its source is OceanBase, the type counts as OB_MySQL, which is \
         wrong for an OceanBase source in Oracle mode; of other sources without DDL nothing is documented. A \
         running 3.3.0 inherits such tasks: what counts is the version a task was created with.",
        "用 OMS 3.2.1 和 3.2.2 创建的项目可能缺少它。这样的项目如果同步 DDL，升级到更高版本的 OMS 后无法运行。如果不\
         同步 DDL，且源端是 OceanBase，则类型按 OB_MySQL 处理，这对 Oracle 模式的 OceanBase 源端是错误的；对于不同\
         步 DDL 的其他源端，文档没有任何说明。正在运行的 3.3.0 会继承这样的项目：起决定作用的是创建项目时的版本。",
    ),
    (
        "Before the upgrade, in the console: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside \
         `source`, add `dbType` (and `checkpoint`, where OMS102 asks for it). Before: \
         `{\"type\":\"STORE_SOURCE\"}`, after: `{\"type\":\"STORE_SOURCE\",\"dbType\":\"ORACLE\"}`. Where a server \
         has only one type of source database, Batch O&M by IP can add `dbType` to all of its components at once; \
         check each of them first. `omslint fix` writes the value into a copy of the configuration where the export \
         agrees on one. Or, after the upgrade, clone the task with a start timestamp that lies before it, see that \
         the clone runs, and delete the old task; until then both write to the same target. A clone made before the \
         upgrade would be a task of the old version again. Whether a task synchronises DDL is shown in the console \
         under its parameter configuration.",
        "升级前，在控制台中操作：运维监控 > 组件 > Incr-Sync > 更新，单击 `source` 右侧的 `+`，添加 \
         `dbType`（OMS102 要求时，一并添加 `checkpoint`）。修改前：`{\"type\":\"STORE_SOURCE\"}`；修改后：\
         `{\"type\":\"STORE_SOURCE\",\"dbType\":\"ORACLE\"}`。如果一台机器上只有一种源端数据库，可以通过批量运维（按\
         机器 IP）一次为其所有组件添加 `dbType`，但请先逐个检查这些组件。导出中的信息一致指向同一类型时，`omslint \
         fix` 会将它写入配置的副本。也可以在升级后克隆项目，同步起始位点须早于升级时间，确认克隆的项目正常运行后再删\
         除旧项目；在此之前，两者会写入同一个目标端。升级前创建的克隆仍会是旧版本的项目。项目是否同步 DDL，\
         见控制台中的 更多操作 > 查看参数配置。",
    ),
    (
        "Documented by the vendor in the upgrade guides and their FAQ (3.3.1 and later; the text of 3.3.1 has no \
         condition about DDL) (high). They speak of synchronization tasks; that it holds for a task that writes to \
         a database, too, is inferred (medium). Which way a component goes is taken from what states it \
         (array of the API, lane, taskName, task.name, isReverse), never from the name of a host. That the default \
         is wrong for Oracle mode is inferred (medium). That an upgrade takes over the src_type of a JDBCWriter is \
         inferred (medium).",
        "厂商文档写明：见升级指南及其 FAQ（3.3.1 及以上；3.3.1 的原文没有关于 DDL 的条件）（把握：高）。文档说的是数\
         据同步项目；写入数据库的项目也是如此，属于推断（把握：中）。组件的方向取自明确写出\
         方向的内容（API 的数组、通道、taskName、task.name、isReverse），绝不取自主机名。默认值对 Oracle 模式是错误\
         的，属于推断（把握：中）。升级会沿用 JDBCWriter 的 src_type，属于推断（把握：中）。",
    ),
    ("`{key}` is empty", "`{key}` 为空"),
    ("`{key}` names no type", "`{key}` 没有写出类型"),
    ("no `src_type` here", "此处没有 `src_type`"),
    ("no `dbType` here", "此处没有 `dbType`"),
    (
        "{component} names no `src_type`; the upgrade turns a JDBCWriter into an Incr-Sync, and may find no type to \
         take over",
        "{component} 没有写明 `src_type`；升级会把 JDBCWriter 转换为 Incr-Sync，届时可能找不到可沿用的类型",
    ),
    ("In this export, {says}.", "本次导出中，{says}。"),
    (
        "Name the type of the source before the upgrade, or check the Incr-Sync that the upgrade makes of this \
         JDBCWriter: its `source` needs `dbType`.",
        "请在升级前写明源端的类型，或检查升级由此 JDBCWriter 生成的 Incr-Sync：其 `source` 需要 `dbType`。",
    ),
    ("No fix: {why}", "无法自动修改：{why}"),
    ("`--db-type` says {value}", "`--db-type` 给出的是 {value}"),
    (
        "{value} was given for the whole task, but its forward and its reverse Incr-Sync both lack `dbType`, and \
         each reads another database",
        "{value} 是为整个项目给出的，但其正向和反向 Incr-Sync 都缺少 `dbType`，而两者读取的数据库不同",
    ),
    (
        "`--db-type {value}` is not taken here: the forward and the reverse Incr-Sync of this task both lack `dbType`, and each \
         reads another database. Write one override with `direction = \"forward\"` and one with `direction = \"reverse\"`.",
        "此处不采用 `--db-type {value}`：该项目的正向和反向 Incr-Sync 都缺少 `dbType`，而两者读取的数据库不同。请写两个覆盖项：一个带 \
         `direction = \"forward\"`，一个带 `direction = \"reverse\"`。",
    ),
    (
        "Write one override with `direction = \"forward\"` and one with `direction = \"reverse\"`.",
        "请写两个覆盖项：一个带 `direction = \"forward\"`，一个带 `direction = \"reverse\"`。",
    ),
    (
        "{component} will not run after the upgrade to {to}: its source has no `dbType`, and it synchronises DDL \
         ({says})",
        "{component} 升级到 {to} 后将无法运行：其 source 中没有 `dbType`，且它同步 DDL（{says}）",
    ),
    (
        "{component} may not run after the upgrade to {to}: its source has no `dbType`, and nothing here says \
         whether it synchronises DDL; settle it with `--ddl` or an override",
        "{component} 升级到 {to} 后可能无法运行：其 source 中没有 `dbType`，且此处没有任何内容说明它是否同步 DDL；请\
         用 `--ddl` 或覆盖项说明",
    ),
    (
        "{component} may not run after the upgrade to {to}: its source has no `dbType`, and nothing here says \
         whether it synchronises DDL ({says}); settle it with `--ddl` or an override",
        "{component} 升级到 {to} 后可能无法运行：其 source 中没有 `dbType`，且此处没有任何内容说明它是否同步 \
         DDL（{says}）；请用 `--ddl` 或覆盖项说明",
    ),
    (
        "{component} has a source without `dbType`; only tasks created up to 3.3.0 are known to break without it, \
         and these were created with {version}, so this is at most a warning",
        "{component} 的 source 中没有 `dbType`；已知只有用 3.3.0 及更早版本创建的项目会因此出错，而这些项目是用 \
         {version} 创建的，因此最多为警告",
    ),
    (
        "{component} will count as OB_MySQL after the upgrade to {to}, which is right: its source has no `dbType`, \
         but it does not synchronise DDL, and for OceanBase that is the default",
        "{component} 升级到 {to} 后将按 OB_MySQL 处理，这是对的：其 source 中没有 `dbType`，但它不同步 DDL，而对 \
         OceanBase 来说这就是默认值",
    ),
    (
        "{component} may go wrong after the upgrade to {to}: its source has no `dbType`, so its source counts as \
         OB_MySQL by default, and that default would be wrong for OB_ORACLE",
        "{component} 升级到 {to} 后可能出错：其 source 中没有 `dbType`，源端因此默认按 OB_MySQL 处理，而这个默认值\
         对 OB_ORACLE 是错误的",
    ),
    (
        "{component} may not run after the upgrade to {to}: its source has no `dbType`; it does not synchronise \
         DDL, but no default is documented for {name}",
        "{component} 升级到 {to} 后可能无法运行：其 source 中没有 `dbType`；它不同步 DDL，但源端为 \
         {name} 时，文档没有写明缺少 `dbType` 会按哪种类型处理",
    ),
    (
        "{component} may not run after the upgrade to {to}: its source has no `dbType`; it does not synchronise \
         DDL, but a default is documented only for OceanBase, as OB_MySQL",
        "{component} 升级到 {to} 后可能无法运行：其 source 中没有 `dbType`；它不同步 DDL，但文档只写明了 OceanBase \
         的默认值，即 OB_MySQL",
    ),
    ("Find out which database the source is before you add `dbType`.", "请先查明源端是哪种数据库，再添加 `dbType`。"),
    ("add `dbType`, which only a person knows", "添加 `dbType`，其值只能由人给出"),
    ("the export contradicts itself, and one of these must be wrong", "导出自相矛盾，其中必有一处是错的"),
    ("the value given is contradicted by the export, where {contrary}", "给出的值与导出矛盾（{contrary}）"),
    ("fill `{key}` with {value}", "将 `{key}` 填为 {value}"),
    ("add `{key}` = {value}", "添加 `{key}` = {value}"),
    ("Add `dbType` in the console instead.", "请改在控制台中添加 `dbType`。"),
    ("The export contradicts itself: {says}.", "导出自相矛盾：{says}。"),
    (
        "You say {value}, but the export says otherwise: {contrary}. Look again before you write it.",
        "您给出的是 {value}，但导出并非如此：{contrary}。写入前请再核实一次。",
    ),
    ("`omslint fix` writes it into the exported file.", "`omslint fix` 会将它写入导出的文件。"),
    (
        "Check that the source is {value}: only the name of a subtopic says so.",
        "请确认源端是 {value}：依据只有 subtopic 的名称。",
    ),
    (
        "Check that the source is {value}: what says so states no direction, so it may speak of the other database \
         of the task.",
        "请确认源端是 {value}：表明这一点的内容没有写明方向，因此指的可能是项目的另一个数据库。",
    ),
    (
        "`omslint fix --unsafe-fixes` writes it into the exported file.",
        "`omslint fix --unsafe-fixes` 会将它写入导出的文件。",
    ),
    ("{proposal} is only a proposal.", "{proposal} 只是建议值。"),
    (
        "Find out which of them is right, and which database the source of this task is.",
        "请查明哪一个是对的，以及本项目的源端是哪种数据库。",
    ),
    (
        "Then give it in an override for this task (`omslint values` writes a template).",
        "然后在本项目的覆盖项中给出（`omslint values` 会生成模板）。",
    ),
    (
        "Find out which database the source is; {proposal} is possible, but not certain.",
        "请查明源端是哪种数据库；有可能是 {proposal}，但不确定。",
    ),
    ("Nothing in the export decides which database the source is.", "导出中没有任何内容能确定源端是哪种数据库。"),
    (
        "Give it in an override for this task (`omslint values` writes a template), or with `--db-type` when it \
         holds for every task that lacks one.",
        "请在本项目的覆盖项中给出（`omslint values` 会生成模板）；如果它对所有缺少类型的项目都成立，也可以用 \
         `--db-type` 给出。",
    ),
    (
        "{component} has an empty `dbType` beside `db_type` = {value}; nothing documents which of the two OMS reads \
         after the upgrade to {to}, so it may start without a type",
        "{component} 的 `dbType` 为空，而旁边的 `db_type` = {value}；升级到 {to} 后 OMS 读取两者中的哪一个，没有文档说明，因\
         此组件启动时可能没有类型",
    ),
    (
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `dbType`.",
        "在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source` 右侧的 `+`：`dbType`。",
    ),
    (
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `dbType` = {value}.",
        "在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source` 右侧的 `+`：`dbType` = {value}。",
    ),
    (
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `{key}`.",
        "在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source`：`{key}`。",
    ),
    (
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `{key}` = {value}.",
        "在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source`：`{key}` = {value}。",
    ),
];
