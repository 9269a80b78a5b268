//! Chinese of OMS102.

texts![
    ("an Incr-Sync source without a usable checkpoint", "Incr-Sync 的 source 中没有可用的 checkpoint"),
    (
        "fills in a position: unsafe where it is inferred, and none for a message queue",
        "填入位点：推断得出的为“推断，待确认”；目标端是消息队列时不提供",
    ),
    (
        "The `source` of an Incr-Sync that reads a Store or oblogproxy has no `checkpoint`, an empty one, or none \
         for one of its clients. Of a JDBCWriter, an empty or absent `timestamp` is found, as a warning.",
        "读取 Store 或 oblogproxy 的 Incr-Sync，其 `source` 中没有 `checkpoint`、`checkpoint` 为空，或缺少某个客户端\
         的位点。对于 JDBCWriter，`timestamp` 为空或缺失时报警告。",
    ),
    (
        "The checkpoint is the position from which the component starts. Where `dbType` has to be added, \
         `checkpoint` must be there too: then the finding is certain. Where `dbType` is there or its default \
         holds, the reference of the \
         Store source calls `checkpoint` required, without a default; what a start without it does is documented \
         nowhere, so the finding is a possible one. A checkpoint that is too early repeats rows (in tables without \
         a primary or unique key they come twice), and cannot be served by a Store that no longer keeps them; one \
         that is too late loses rows silently.",
        "checkpoint 是组件启动时的位点。需要添加 `dbType` 时，必须同时有 `checkpoint`：这时问题是确定的。已有 \
         `dbType` 或其默认值成立时，Store 源的参数参考将 `checkpoint` 列为必填，且没有默认值；没有它时启动会怎样，没有任何文档说\
         明，因此只是可能的问题。位点过早会重复写入数据（没有主键或唯一键的表中，数据会出现两次），而且不再保留这些\
         数据的 Store 也无法提供；位点过晚则会丢失数据，且没有任何提示。",
    ),
    (
        "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`, add `checkpoint`: \
         a map from each clientId to Unix seconds as a string. Before: no `checkpoint`, or `\"checkpoint\":{}`; \
         after: `\"checkpoint\":{\"MYSQL_np_a1_b2-1-0\":\"1690872244\"}`. The console shows the present position of \
         the component; so does, from CE 4.1.1 and EE 4.1.0 on, the answer of the OMS API DescribeProjectComponents \
         (`checkpoint`, in UTC), and for the time `gmt` the file `oms.connector.checkpoint` beside `conf`. What its \
         Store does not reach, a new Store with an earlier timestamp (and a longer `store.clearer.outdated`) serves \
         while the source's log exists. A position that is only inferred is written with `--unsafe-fixes` only, and \
         never for Kafka, RocketMQ and DataHub, where repeated rows are duplicates: there a person decides. Or, \
         after the upgrade, clone the task with a start timestamp that lies before it; until the old one is \
         deleted, both write to the same target.",
        "在控制台中操作：运维监控 > 组件 > Incr-Sync > 更新，单击 `source` 右侧的 `+`，添加 `checkpoint`：从每个 \
         clientId 到 Unix 秒（字符串）的映射。修改前：没有 `checkpoint`，或 `\"checkpoint\":{}`；修改后：\
         `\"checkpoint\":{\"MYSQL_np_a1_b2-1-0\":\"1690872244\"}`。控制台会显示组件的当前位点；从 CE 4.1.1 和 EE \
         4.1.0 起，OMS API DescribeProjectComponents 的返回结果中也有（`checkpoint`，UTC 时间），`conf` 旁的文件 \
         `oms.connector.checkpoint` 中有 `gmt` 时刻的位点。Store 已不再覆盖的位点，只要源端的日志还在，用更早的时\
         间戳（并调大 `store.clearer.outdated`）新增 Store 即可提供。仅由推断得出的位点只用 `--unsafe-fixes` 写入，\
         而对 Kafka、RocketMQ 和 DataHub 从不写入，因为行写入两次就是重复数据：须由人决定。也可以在升级后克隆项目，\
         同步起始位点须早于升级时间；删除旧项目之前，两者会写入同一个目标端。",
    ),
    (
        "Documented by the vendor: the upgrade guides and the FAQ ask for `checkpoint` together with `dbType` \
         (3.3.1 and later), the parameter reference (StoreSource, LogProxySource, 3.3.1) calls it required (high). \
         What each position is worth is observed and inferred (medium).",
        "厂商文档写明：升级指南和 FAQ 要求 `checkpoint` 与 `dbType` 一起添加（3.3.1 及以上），参数参\
         考（StoreSource、LogProxySource，3.3.1）将它列为必填（把握：高）。每种位点有多可靠，来自实际观察和推断（把\
         握：中）。",
    ),
    (
        "the `clientId` of a client here stands twice, and readers differ in which one they take as the key of its \
         position",
        "此处有 client 的 `clientId` 出现两次，不同的读取方会取不同的一个作为位点的键",
    ),
    ("no `timestamp` here", "此处没有 `timestamp`"),
    (
        "{component} names no `timestamp`; the upgrade turns a JDBCWriter into an Incr-Sync, and may find no \
         position to take over",
        "{component} 没有写明 `timestamp`；升级会把 JDBCWriter 转换为 Incr-Sync，届时可能找不到可沿用的位点",
    ),
    (
        "Check the Incr-Sync that the upgrade makes of this JDBCWriter: its `source` needs a `checkpoint`.",
        "请检查升级由此 JDBCWriter 生成的 Incr-Sync：其 `source` 需要 `checkpoint`。",
    ),
    ("an empty `checkpoint`", "`checkpoint` 为空"),
    ("no `checkpoint`", "没有 `checkpoint`"),
    ("a `checkpoint` without a position for {names}", "`checkpoint` 缺少 {names} 的位点"),
    ("a `checkpoint` with an empty position for `{key}`", "`checkpoint` 的 `{key}` 位点为空"),
    ("No fix: the checkpoint given is refused", "无法自动修改：给出的位点不被接受"),
    ("add `checkpoint`, which a person must decide", "添加 `checkpoint`，位点须由人决定"),
    ("Then add `checkpoint` in the console.", "然后在控制台中添加 `checkpoint`。"),
    ("Add `checkpoint` in the console instead.", "请改在控制台中添加 `checkpoint`。"),
    (
        "{component} lacks a position to start from: its source has {gap}; only for tasks created up to 3.3.0 does \
         the upgrade ask for it, and these were created with {version}, so this is at most a warning",
        "{component} 没有启动位点：其 source 中{gap}；只有用 3.3.0 及更早版本创建的项目，升级才要求添加它，而这些项目\
         是用 {version} 创建的，因此最多为警告",
    ),
    (
        "{component} lacks a position to start from: its source has {gap} and no `dbType`; where `dbType` is added, \
         as the upgrade to {to} asks, `checkpoint` must be there too",
        "{component} 没有启动位点：其 source 中{gap}，也没有 `dbType`；升级到 {to} 要求添加 `dbType`，添加时必须同时\
         有 `checkpoint`",
    ),
    (
        "{component} lacks a position to start from: its source has {gap}; a position is required by the reference \
         of oblogproxy source, without a default, and what OMS does without it is documented nowhere, so settle it \
         before the upgrade to {to}",
        "{component} 没有启动位点：其 source 中{gap}；oblogproxy 源的参数参考将位点列为必填，且没有默认值，而没有它时 \
         OMS 会怎样，没有任何文档说明，因此请在升级到 {to} 之前处理好",
    ),
    (
        "{component} lacks a position to start from: its source has {gap}; a position is required by the reference \
         of the Store source, without a default, and what OMS does without it is documented nowhere, so settle it \
         before the upgrade to {to}",
        "{component} 没有启动位点：其 source 中{gap}；Store 源的参数参考将位点列为必填，且没有默认值，而没有它时 OMS \
         会怎样，没有任何文档说明，因此请在升级到 {to} 之前处理好",
    ),
    (
        "`type` and `boosterClass` of the source name different readers, whose checkpoints differ in form",
        "source 的 `type` 与 `boosterClass` 指的是不同的读取方式，两者的 checkpoint 形式不同",
    ),
    (
        "a client here has no `clientId`, under which its position would have to stand; add that first",
        "此处有一个客户端没有 `clientId`，而它的位点须写在 `clientId` 之下；请先添加 `clientId`",
    ),
    (
        "The source names no `clients`, whose ids are the keys of a checkpoint, so none can be proposed.",
        "source 中没有 `clients`，而 checkpoint 的键就是它们的 ID，因此给不出建议值。",
    ),
    ("`--checkpoint` says {seconds} ({time})", "`--checkpoint` 给出的是 {seconds}（{time}）"),
    (
        "The override gives no position for {names}, and a checkpoint is filled for all clients or none.",
        "覆盖项没有给出 {names} 的位点，而 checkpoint 要么为所有客户端填写，要么都不填。",
    ),
    (
        "Look up the present position of the component in the console, and enter it.",
        "请在控制台中查看组件的当前位点，并填入。",
    ),
    (
        "Or, after the upgrade, clone the task with a start timestamp that lies before it.",
        "也可以在升级后克隆项目，同步起始位点须早于升级时间。",
    ),
    (
        "{at} lies in the future, and every row until then would be lost.",
        "{at} 晚于当前时间，到那时为止的数据会全部丢失。"
    ),
    (
        "{at} lies before the beginning of its Store ({begin}), so what lies between cannot be served.",
        "{at} 早于其 Store 的起始位点（{begin}），因此两者之间的数据无法提供。",
    ),
    ("`omslint fix` writes the value given into the exported file.", "`omslint fix` 会将给出的值写入导出的文件。"),
    (
        "{what} ({at}) lies before the beginning of its Store ({begin}), which cannot serve it; {remedy}.",
        "{what}（{at}）早于其 Store 的起始位点（{begin}），Store 无法提供；{remedy}。",
    ),
    ("Nothing in the export tells a position for `{key}`.", "导出中没有任何内容给出 `{key}` 的位点。"),
    ("Nothing in the export tells a position.", "导出中没有任何内容给出位点。"),
    (
        "{why}: enter the position of the component at the stop, from the console; {remedy}.",
        "{why}：请填入组件停止时的位点（从控制台查看）；{remedy}。",
    ),
    (
        "Rows since then are written again, which changes nothing in tables with a primary or unique key; in others \
         they may come twice. Check that the Store still keeps them. `omslint fix --unsafe-fixes` writes it into \
         the exported file, or enter a later position that you know.",
        "此后的数据会再写一遍，对有主键或唯一键的表没有影响；在其他表中，数据可能出现两次。请确认 Store 仍保留这些数\
         据。`omslint fix --unsafe-fixes` 会将它写入导出的文件；您也可以填入已知的更晚的位点。",
    ),
    (
        "{what} is {at}, {age} ago, {behind} behind when it was asked.",
        "{what}为 {at}，即 {age}前，查询时延时 {behind}。",
    ),
    ("{what} is {at}, {age} ago.", "{what}为 {at}，即 {age}前。"),
    ("It is only a proposal, for a person to look at: {says}.", "这只是建议值，须由人核对：{says}。"),
    (
        "It is only a proposal: the sink is {name}, where rows that come twice are duplicates, so a person decides. \
         Give the position in an override (`omslint values` writes a template), or enter it.",
        "这只是建议值：目标端是 {name}，数据出现两次就是重复数据，因此须由人决定。请在覆盖项中给出位点（`omslint \
         values` 会生成模板），或直接填入。",
    ),
    (
        "It is only a proposal: the sink is not known, and in a message queue rows that come twice are duplicates, \
         so a person decides. Give the position in an override (`omslint values` writes a template), or enter it.",
        "这只是建议值：目标端未知，而在消息队列中，数据出现两次就是重复数据，因此须由人决定。请在覆盖项中给出位\
         点（`omslint values` 会生成模板），或直接填入。",
    ),
    (
        "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `checkpoint`.",
        "在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，`source` 右侧的 `+`：`checkpoint`。",
    ),
];
