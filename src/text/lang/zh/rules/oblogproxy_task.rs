//! Chinese of OMS202.

texts![
    ("a task that reads through oblogproxy", "通过 oblogproxy 读取的项目"),
    (
        "An Incr-Sync with a LogProxy source, or a Store whose section `logproxy2store` is filled, when the target \
         is 4.3.1 or later of the Enterprise Edition.",
        "目标版本为企业版 4.3.1 或以后版本时，source 为 LogProxy 的 Incr-Sync，或配置段 `logproxy2store` 有内容的 \
         Store。",
    ),
    (
        "A task that reads through oblogproxy blocks the upgrade to 4.3.1. Nothing says that later versions differ, \
         so for them it may.",
        "通过 oblogproxy 读取的项目会阻断升级到 4.3.1。没有任何内容表明更高的版本有所不同，因此升级到更高的版本也可能\
         被阻断。",
    ),
    (
        "The way of the vendor's guide: deploy the new version separately, and create the task there anew. Before: a \
         task with `\"type\":\"LOGPROXY_SOURCE\"` in the OMS that is upgraded; after: the same task, made anew in \
         the new OMS. If it is no longer needed, end it and delete it in the console, and export again.",
        "厂商升级指南的做法：单独部署新版本，并在那里重新创建项目。修改前：被升级的 OMS 中有一个带 \
         `\"type\":\"LOGPROXY_SOURCE\"` 的项目；修改后：同一个项目，在新的 OMS 中重新创建。如果不再需要它，请在控制台\
         结束并删除该项目，然后重新导出。",
    ),
    (
        "Documented by the vendor in the upgrade guide of EE 4.3.1 (high); that it holds for later versions is \
         inferred (medium). Nothing of the kind is documented for the Community Edition or for earlier targets, so \
         nothing is found there.",
        "EE 4.3.1 的厂商升级指南写明（把握：高）；对更高的版本同样成立，属于推断（把握：中）。社区版和更低的目标版本\
         没有类似的文档，因此不报告。",
    ),
    ("its source is LogProxy", "其 source 为 LogProxy"),
    ("its section `logproxy2store` is filled", "其配置段 `logproxy2store` 有内容"),
    (
        "{component} reads through oblogproxy ({what}), and that will block the upgrade to {to}",
        "{component} 通过 oblogproxy 读取（{what}），将阻断升级到 {to}",
    ),
    (
        "{component} reads through oblogproxy ({what}), and that may block the upgrade to {to}: it is documented for \
         {first}, and nothing says that {to} differs",
        "{component} 通过 oblogproxy 读取（{what}），可能阻断升级到 {to}：文档针对 {first} 写明了这一点，而没有任何内\
         容表明 {to} 有所不同",
    ),
    (
        "Deploy the new version separately and create this task there anew, as the vendor's guide says",
        "请按厂商升级指南，单独部署新版本并在那里重新创建该项目",
    ),
    (
        "If it is no longer needed, end it and delete it in the console, and export again.",
        "如果不再需要它，请在控制台结束并删除该项目，然后重新导出。",
    ),
];
