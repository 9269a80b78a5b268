//! Chinese of the page's edge.

texts![
    ("options that the page does not take: {names}", "网页版不支持的选项：{names}"),
    ("the archive could not be made: {why}", "无法生成归档文件：{why}"),
    ("the browser cannot read it: {why}", "浏览器无法读取：{why}"),
    ("the list of tasks", "项目清单"),
    ("the values typed in", "填写的值"),
];
