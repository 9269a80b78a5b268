//! Chinese of OMS301.

texts![
    ("a key twice in one object, mapping or section", "同一个对象、映射或配置段中，一个键出现两次"),
    (
        "A key that stands twice in one object, mapping or section of a configuration, JSON inside strings included.",
        "配置的同一个对象、映射或配置段中，一个键出现了两次，字符串中的 JSON 也包括在内。",
    ),
    (
        "Readers differ in which of the two they take, so what OMS runs with and what a person sees may not be the \
         same. No fix is written into a section with a duplicate key.",
        "不同的读取程序取两个值中的哪一个并不一致，因此 OMS 运行所用的与人看到的可能不同。有重复键的配置段不写入任何\
         修改。",
    ),
    (
        "Find out which value the running component has (OPS & Monitoring > Component > Update in the console shows \
         it), delete the other one, and run omslint again.",
        "请查明运行中的组件用的是哪个值（控制台 运维监控 > 组件 > 更新 可以看到），删除另一个，然后重新运行 omslint。",
    ),
    (
        "JSON (RFC 8259) leaves the meaning of duplicate names open; that libraries differ is observed (high).",
        "JSON（RFC 8259）没有规定重复名称的含义；各种库的行为不一致，实际观察到（把握：高）。",
    ),
    (
        "the key `{key}` stands twice in one place in the configuration of {component}; readers differ in which \
         value they take, so nothing is fixed here",
        "{component} 的配置中，键 `{key}` 在同一处出现了两次；不同的读取程序取哪个值并不一致，因此此处不作修改",
    ),
    (
        "the key `{key}` stands twice in one place in the configuration of this file; readers differ in which value \
         they take, so nothing is fixed here",
        "本文件的配置中，键 `{key}` 在同一处出现了两次；不同的读取程序取哪个值并不一致，因此此处不作修改",
    ),
    ("and here again", "此处又出现一次"),
    ("it stands here", "在此处"),
    (
        "Look up in the console which value the component runs with (OPS & Monitoring > Component > Update), delete \
         the other one, and run omslint again",
        "请在控制台查看该组件运行用的是哪个值（运维监控 > 组件 > 更新），删除另一个，然后重新运行 omslint",
    ),
];
