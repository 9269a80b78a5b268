//! Chinese of OMS201.

texts![
    ("--from cannot be upgraded to --to directly", "--from 不能直接升级到 --to"),
    (
        "The version given with `--from` cannot be upgraded to the one given with `--to` in one step. It is one \
         finding for the whole run. A pair of versions of which nothing is known here is found too, as a warning.",
        "`--from` 给出的版本不能一步升级到 `--to` 给出的版本。整次运行只报告一个问题。对于没有资料的版本组合也会\
         报告，级别为警告。",
    ),
    (
        "The upgrade of each version starts from certain versions only. Enterprise Edition 4.0.1, 4.2.2, 4.3.1 and \
         4.3.2 take 3.2.1 and later; earlier versions go to 3.2.1 first. In the Community Edition most versions take \
         one version only, and 4.1.1 is only deployed anew.",
        "每个版本只能从特定版本升级而来。企业版 4.0.1、4.2.2、4.3.1 和 4.3.2 支持从 3.2.1 及以后版本升级，更早的版本\
         先升级到 3.2.1。社区版的大多数版本只支持从一个版本升级，4.1.1 只能全新部署。",
    ),
    (
        "Go the way that the finding names, one version after the other, and run omslint before each step with \
         `--from` and `--to` of that step. Where no way is known, read the upgrade guide of the target, or ask the \
         vendor.",
        "请按问题中给出的路径逐个版本升级，并在每一步之前以该步的 `--from` 和 `--to` 运行 omslint。没有已知路径时，请\
         阅读目标版本的升级指南，或咨询厂商。",
    ),
    (
        "Documented by the vendor for each target (high). What no document names is said to be unknown.",
        "各目标版本的厂商文档写明（把握：高）。没有任何文档提及的，即说明未知。",
    ),
    ("from {from} to {to}", "从 {from} 到 {to}"),
    ("{to} is not newer than {from}, so this is no upgrade", "{to} 并不比 {from} 新，因此不是升级"),
    (
        "Look at `--from` and `--to` again: `--from` is the version that runs now, `--to` the target.",
        "请核对 `--from` 和 `--to`：`--from` 是当前运行的版本，`--to` 是目标版本。",
    ),
    (
        "nothing is known here about an upgrade from {from} ({from_edition}) to {to} ({to_edition}), so it may not \
         work",
        "没有从 {from}（{from_edition}）升级到 {to}（{to_edition}）的资料，因此可能行不通",
    ),
    (
        "nothing is known here about an upgrade from {from} to {to}, so it may not work",
        "没有从 {from} 升级到 {to} 的资料，因此可能行不通",
    ),
    (
        "Read the upgrade guide of {to} to see which versions it takes, or ask the vendor.",
        "请阅读 {to} 的升级指南，查看它支持从哪些版本升级，或咨询厂商。",
    ),
    ("Enterprise Edition", "企业版"),
    ("Community Edition", "社区版"),
    (
        "A version without a suffix is one of the Enterprise Edition. If {version} is the Community Edition, write \
         `{flag} {version}-CE`. If it is not, ask the vendor for a way from one edition to the other.",
        "不带后缀的版本是企业版。如果 {version} 是社区版，请写成 `{flag} {version}-CE`。如果不是，请向厂商咨询从一个\
         版本类型换到另一个的方法。",
    ),
    (
        "OMS {from} cannot be upgraded to {to} directly; the way is {way}",
        "OMS {from} 不能直接升级到 {to}；升级路径为 {way}",
    ),
    (
        "Upgrade to {steps}, one after the other, and see that the tasks run before you go on. Run omslint before \
         each step, with `--from` and `--to` of that step.",
        "请依次升级到 {steps}，确认项目运行正常后再继续。每一步之前，请以该步的 `--from` 和 `--to` 运行 omslint。",
    ),
    (", then to ", "，再到 "),
    (
        "OMS {from} cannot be upgraded to {to}: {to} is only deployed anew, no upgrade leads to it",
        "OMS {from} 不能升级到 {to}：{to} 只能全新部署，没有任何版本可以升级到它",
    ),
    (
        "OMS {from} cannot be upgraded to {to}: {to} takes {first} and later, and no way there is known here",
        "OMS {from} 不能升级到 {to}：{to} 支持从 {first} 及以后版本升级，此处没有已知的升级路径",
    ),
    (
        "OMS {from} cannot be upgraded to {to}: {to} takes {first} to {last}, and no way there is known here",
        "OMS {from} 不能升级到 {to}：{to} 只能由 {first}～{last} 中的版本升级而来，没有已知的其他升级路径",
    ),
    (
        "OMS {from} cannot be upgraded to {to}: {to} takes only {versions}, and no way there is known here",
        "OMS {from} 不能升级到 {to}：{to} 只支持从 {versions} 升级，此处没有已知的升级路径",
    ),
    (
        "Choose another target, or deploy {to} anew and create the tasks there. Ask the vendor if you need more.",
        "请选择其他目标版本，或全新部署 {to} 并在那里创建项目。如需更多信息，请咨询厂商。",
    ),
];
