//! Chinese of OMS206.

texts![
    (
        "a pull-back of Stores shorter than downtime, reserve and lag together",
        "Store 的回拉时间短于停机时长、冗余时间与延时之和",
    ),
    ("writes the number of minutes that is needed", "写入所需的分钟数"),
    (
        "Checked with `--downtime`: a system parameter `ha.config` in which `refetchStoreIntervalMin` is less than \
         the downtime, the reserve (`--reserve`, 30 minutes by default) and the greatest lag in the export together, \
         while new Stores do not begin at the checkpoint of what reads them (`perceiveStoreClientCheckpoint`, which \
         works only with `enable` and `enableStore`). The lag of an Incr-Sync is `checkpointSampleTimestamp` minus \
         `checkpoint` in an API answer, or `gmt` minus `checkpoint` in the status file of a process that says that it \
         runs.",
        "使用 `--downtime` 时检查：系统参数 `ha.config` 中的 `refetchStoreIntervalMin` 小于停机时长、冗余时\
         间（`--reserve`，默认 30 分钟）与导出中最大延时之和，而新的 Store 又不从其读取方的位点开\
         始（`perceiveStoreClientCheckpoint`，只有在 `enable` 和 `enableStore` 打开时才生效）。Incr-Sync 的\
         延时为 API 返回中的 `checkpointSampleTimestamp` 减去 `checkpoint`，或状态为 running 的进程状态文件中的 `gmt` 减去 `checkpoint`。",
    ),
    (
        "A new Store that HA adds after the upgrade begins `refetchStoreIntervalMin` minutes back. If the tasks \
         stopped before that, what happened in between is in no Store, and they cannot go on without a gap. The \
         documented example: stopped at 16:00, done at 17:00, so 60 + 30 = 90 minutes.",
        "升级后 HA 新增的 Store 从 `refetchStoreIntervalMin` 分钟之前开始。如果项目在那之前就已停止，中间发生的变更就\
         不在任何 Store 中，项目继续运行时就会缺少这段数据。文档中的例子：16:00 停止，17:00 完成，因此 60 + 30 = 90 分钟。",
    ),
    (
        "When HA is on again after the upgrade, set `refetchStoreIntervalMin` in the system parameter `ha.config` to \
         at least the number named, or set `perceiveStoreClientCheckpoint`, `enable` and `enableStore` to true.",
        "升级后重新开启 HA 时，请将系统参数 `ha.config` 中的 `refetchStoreIntervalMin` 至少设为问题中给出的数值，或者\
         将 `perceiveStoreClientCheckpoint`、`enable` 和 `enableStore` 设为 true。",
    ),
    ("Documented by the vendor (high).", "厂商文档写明（把握：高）。"),
    ("{downtime} downtime + {reserve} reserve", "停机时长 {downtime} + 冗余时间 {reserve}"),
    (
        "{downtime} downtime + {reserve} reserve + {lag} lag of {component}",
        "停机时长 {downtime} + 冗余时间 {reserve} + {component} 的延时 {lag}",
    ),
    ("{sum} = {minutes} minutes are needed", "{sum}，共需 {minutes} 分钟"),
    ("{sum} = {total}, so {minutes} minutes are needed", "{sum} = {total}，因此需要 {minutes} 分钟"),
    ("`--reserve` is {reserve}, the default", "`--reserve` 为 {reserve}（默认值）"),
    ("`--reserve` is {reserve}", "`--reserve` 为 {reserve}"),
    ("`--downtime` is {downtime}", "`--downtime` 为 {downtime}"),
    (
        "{component} was {lag} behind when the API was asked: `checkpointSampleTimestamp` minus `checkpoint`",
        "{component} 在调用 API 时延时 {lag}：`checkpointSampleTimestamp` 减去 `checkpoint`",
    ),
    (
        "{component} was {lag} behind when its process wrote its status: `gmt` minus `checkpoint`",
        "{component} 在其进程写入状态文件时延时 {lag}：`gmt` 减去 `checkpoint`",
    ),
    ("`{key}` is false", "`{key}` 为 false"),
    (
        "`perceiveStoreClientCheckpoint` has no effect: `{key}`, which it needs, is false",
        "`perceiveStoreClientCheckpoint` 不生效：它所需要的 `{key}` 为 false",
    ),
    ("nothing here says that `{key}` is true", "此处没有任何内容表明 `{key}` 为 true"),
    ("`{key}` is no number of minutes", "`{key}` 不是分钟数"),
    ("`{key}` is not set", "`{key}` 没有设置"),
    ("{minutes} needed", "需要 {minutes}"),
    (
        "ha.config: {begins}, and a Store that HA adds after the upgrade to {to} will not reach back far enough: \
         {sum}; {why}",
        "ha.config：{begins}，升级到 {to} 后 HA 新增的 Store 将回拉得不够远：{sum}；{why}",
    ),
    (
        "ha.config: {begins}, and a Store that HA adds after the upgrade to {to} may not reach back far enough: \
         {sum}; {why}",
        "ha.config：{begins}，升级到 {to} 后 HA 新增的 Store 可能回拉得不够远：{sum}；{why}",
    ),
    (
        "When HA is on again after the upgrade, set `{key}` to {minutes} or more in the system parameter \
         `ha.config`, or set `perceiveStoreClientCheckpoint`, `enable` and `enableStore` to true.",
        "升级后重新开启 HA 时，请将系统参数 `ha.config` 中的 `{key}` 设为 {minutes} 或更大，或者将 \
         `perceiveStoreClientCheckpoint`、`enable` 和 `enableStore` 设为 true。",
    ),
];
