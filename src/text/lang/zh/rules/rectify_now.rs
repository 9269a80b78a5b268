//! Chinese of OMS306.

texts![
    ("a verification that corrects the target at once", "校验时立即订正目标端"),
    (
        "A `checker.conf` (or the same component in an API answer) with `filter.verify.rectify.type=now`.",
        "`checker.conf`（或 API 返回中的同一组件）中有 `filter.verify.rectify.type=now`。",
    ),
    (
        "With this value the verification writes into the target while it compares, beside the Incr-Sync that writes \
         there too. The vendor prohibits it outside emergencies.",
        "取该值时，校验一边比对一边写入目标端，与同样写入目标端的 Incr-Sync 并行。厂商禁止在紧急情况以外使用。",
    ),
    (
        "Before: `filter.verify.rectify.type=now`. Look who set it and why. If no emergency needs it, set it back in \
         the console to what the other verifications of the site have, or take the line away there: after that the \
         checker only reports differences, and a person decides over them.",
        "修改前：`filter.verify.rectify.type=now`。请查明是谁设置的、为什么。如果没有紧急情况需要它，请在控制台改回现\
         场其他校验所用的值，或在那里去掉这一行：此后校验只报告差异，由人决定如何处理。",
    ),
    (
        "Documented by the vendor in the parameter reference of Full-Verification (`filter.verify.rectify.type`): \
         prohibited outside emergencies (high). That it writes while it compares is inferred from its name (medium).",
        "厂商文档中 Full-Verification 的参数参考（`filter.verify.rectify.type`）写明：紧急情况以外禁止使用（把握：\
         高）。一边比对一边写入，根据其名称推断（把握：中）。",
    ),
    ("writes into the target while it compares", "一边比对一边写入目标端"),
    (
        "{component} corrects the target at once (`{key}` is now), which the vendor prohibits outside emergencies: \
         it writes beside the Incr-Sync of the task",
        "{component} 立即订正目标端（`{key}` 为 now），厂商禁止在紧急情况以外这样做：它与该项目的 Incr-Sync 并行写入",
    ),
    (
        "Ask who set it and why. If no emergency needs it, take it back in the console before the upgrade; \
         differences are then only reported.",
        "请查明是谁设置的、为什么。如果没有紧急情况需要它，请在升级前到控制台改回；此后只报告差异。",
    ),
];
