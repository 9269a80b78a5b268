//! Chinese of the page's edge.

texts![
    ("options that the page does not take: {names}", "网页版不支持的选项：{names}"),
    ("the list of tasks", "项目清单"),
    ("the values typed in", "填写的值"),
];
