//! Chinese of OMS203.

texts![
    (
        "a sink that writes in the SharePlex format, which changed in 4.0.2",
        "sink 以 SharePlex 格式写入，该格式在 4.0.2 有变化",
    ),
    (
        "A sink with `serializerType=SHAREPLEX`, or with the older `json.serializer=ShareplexJsonSerializer`, when \
         the target is 4.0.2 or later. Nothing is found when `--from` says that 4.0.2 or later runs already.",
        "目标版本为 4.0.2 或以后版本时，带有 `serializerType=SHAREPLEX` 或旧写法 \
         `json.serializer=ShareplexJsonSerializer` 的 sink。如果 `--from` 表明当前运行的已是 4.0.2 或以后版本，则不报\
         告。",
    ),
    (
        "The format of `trans` that OMS writes with this serializer changed in 4.0.2, which may be incompatible: a \
         program that reads the topic may not understand the messages after the upgrade.",
        "OMS 用该序列化方式写入的 `trans` 格式在 4.0.2 有变化，可能不兼容：读取 topic 的程序在升级后可能无法理解消\
         息。",
    ),
    (
        "Before the upgrade, tell whoever reads the topic, and try their program with messages of the new version: \
         one before and one after the upgrade, `trans` beside `trans`. Look up what changed in the documentation of \
         the target.",
        "升级前，请告知 topic 的读取方，并用新版本的消息试跑他们的程序：升级前后各取一条，比对 `trans`。具体变化请查\
         阅目标版本的文档。",
    ),
    (
        "Documented by the vendor for the Enterprise Edition (upgrade guide, 4.0.2) (high). Of the Community Edition \
         nothing is said; it is taken for the same (medium).",
        "企业版的厂商文档写明（升级指南，4.0.2）（把握：高）。社区版没有说明，按相同处理（把握：中）。",
    ),
    ("writes in the SharePlex format", "以 SharePlex 格式写入"),
    (
        "{component} writes in the SharePlex format, of which `trans` changed in 4.0.2: whoever reads its messages \
         may not understand them after the upgrade to {to}",
        "{component} 以 SharePlex 格式写入，其 `trans` 在 4.0.2 有变化：升级到 {to} 后，读取其消息的程序可能无法理解\
         这些消息",
    ),
    (
        "nothing changes if 4.0.2 or later runs already (`--from` says)",
        "如果当前运行的已是 4.0.2 或以后版本，则没有变化（请用 `--from` 指明）",
    ),
    (
        "it is documented of the Enterprise Edition, and of the Community Edition nothing is said",
        "文档说的是企业版，社区版没有说明",
    ),
    (
        "Tell whoever reads the topic before the upgrade, and try their program with messages of the new format.",
        "请在升级前告知 topic 的读取方，并用新格式的消息试跑他们的程序。",
    ),
];
