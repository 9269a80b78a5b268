//! Chinese of OMS305.

texts![
    ("a Kafka sink with one partition and more than one worker", "Kafka sink 只写一个分区，却有多个 worker"),
    ("sets `workerNum` to 1 (unsafe)", "将 `workerNum` 设为 1（推断，待确认）"),
    (
        "The `sink` of an Incr-Sync that writes to Kafka with `partitionMode` ONE (older `partition.mode`, \
         `one_partition`), whose `workerNum` is not 1 or is absent: 4 is the documented default.",
        "写入 Kafka 的 Incr-Sync 的 `sink`，其 `partitionMode` 为 ONE（旧写法为 `partition.mode`、`one_partition`），\
         而 `workerNum` 不为 1 或没有设置：文档中的默认值为 4。",
    ),
    (
        "With ONE all messages go into one partition, so that they are read in the order in which they were written. \
         Several workers write side by side, and the order is lost: a reader may take an old row for the newer one.",
        "取 ONE 时所有消息进入同一个分区，读取顺序即写入顺序。多个 worker 并行写入，顺序就会丢失：读取方可能把旧的行\
         当成新的行。",
    ),
    (
        "In the console: OPS & Monitoring > Component, the update of this component, `sink`: before \
         `\"partitionMode\":\"ONE\"` alone, after `\"partitionMode\":\"ONE\",\"workerNum\":\"1\"`. One worker is \
         slower: see that the task keeps up. Where the order does not matter, HASH or TABLE spreads the rows over \
         partitions; whoever reads the topic must know.",
        "在控制台：运维监控 > 组件，更新该组件，`sink`：修改前只有 `\"partitionMode\":\"ONE\"`，修改后为 \
         `\"partitionMode\":\"ONE\",\"workerNum\":\"1\"`。只有一个 worker 会变慢：请确认项目跟得上。如果顺序无关紧\
         要，HASH 或 TABLE 会把行分散到多个分区；请告知 topic 的读取方。",
    ),
    (
        "Documented by the vendor in the parameter reference of the Kafka sink (KafkaSink, 3.3.1 and later: \
         `partitionMode`, `workerNum`) (high). That a sink of 3.2.x (`partition.mode`) wants the same is inferred \
         (medium).",
        "厂商文档中 Kafka sink 的参数参考（KafkaSink，3.3.1 及以后版本：`partitionMode`、`workerNum`）写明（把握：\
         高）。3.2.x 的 sink（`partition.mode`）同样如此，属于推断（把握：中）。",
    ),
    ("`{key}` is {value}", "`{key}` 为 {value}"),
    ("`{key}` is no number", "`{key}` 不是数字"),
    ("`{key}` is not set (4 is the documented default)", "`{key}` 没有设置（文档中的默认值为 4）"),
    ("more than one worker for one partition", "一个分区有多个 worker"),
    (
        "{component} writes into one partition of Kafka (`{key}` is {value}), but {says}: its messages will not \
         stand there in the order in which the rows changed",
        "{component} 写入 Kafka 的一个分区（`{key}` 为 {value}），但 {says}：其中的消息将不按行变更的顺序排列",
    ),
    (
        "{component} writes into one partition of Kafka (`{key}` is {value}), but {says}: its messages may not stand \
         there in the order in which the rows changed",
        "{component} 写入 Kafka 的一个分区（`{key}` 为 {value}），但 {says}：其中的消息可能不按行变更的顺序排列",
    ),
    ("one partition", "一个分区"),
    (
        "Set `{key}` to 1 in the `sink` of this component, in the console: OPS & Monitoring > Component, the update \
         of the component. `omslint fix --unsafe-fixes` writes it into the exported file: one worker may be too slow \
         for this task, so look at its delay afterwards.",
        "请在控制台将该组件 `sink` 中的 `{key}` 设为 1：运维监控 > 组件，更新该组件。`omslint fix --unsafe-fixes` 会\
         把它写入导出的文件：对该项目来说一个 worker 可能太慢，请在之后关注其延时。",
    ),
    (
        "No fix: how a sink of 3.2.x names its workers is not known",
        "无法自动修改：3.2.x 的 sink 用哪个键表示 worker 数未知",
    ),
    ("Ask the vendor, or look at the order in the topic.", "请咨询厂商，或查看 topic 中的顺序。"),
    ("set `{key}` to {value}", "将 `{key}` 设为 {value}"),
    ("No fix: {why}", "无法自动修改：{why}"),
    ("Set it in the console instead.", "请改在控制台设置。"),
];
