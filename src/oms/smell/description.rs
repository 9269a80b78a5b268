//! What describes configurations and answers of OMS and is none: a JSON Schema, the description of an interface (OpenAPI), that of a
//! resource of Kubernetes. It is told by its whole build, never by a key or two at its root: a configuration in such a wrapper
//! must not pass in silence.

use crate::oms::shape::{has_oms_words, oms_word_in};
use crate::text::node::Ref;

/// So deep is a schema followed.
const DEEPEST: usize = 64;

/// The keys at the root of a description of an interface: OpenAPI from 2 on, and AsyncAPI.
const INTERFACE: &[&str] = &[
    "asyncapi",
    "basePath",
    "channels",
    "components",
    "definitions",
    "info",
    "openapi",
    "operations",
    "parameters",
    "paths",
    "responses",
    "securityDefinitions",
    "servers",
    "swagger",
    "tags",
    "webhooks",
];

/// Whether a document describes what OMS writes. What only names the schema that it keeps to (`$schema`) is a document.
#[must_use]
pub(crate) fn is_description(root: Ref<'_>) -> bool {
    is_interface(root) || is_resource(root) || (is_meant_as_schema(root) && is_schema(root, 0))
}

fn is_interface(root: Ref<'_>) -> bool {
    root.has_any(&["openapi", "swagger", "asyncapi"])
        && root.has_any(&["paths", "components", "definitions", "channels"])
        && is_silent_but_for(root, INTERFACE)
}

fn is_resource(root: Ref<'_>) -> bool {
    let kind = root.get("kind").and_then(|kind| kind.text());
    kind == Some("CustomResourceDefinition") && is_silent_but_for(root, &["metadata", "spec"])
}

/// Whether no word of OMS stands outside of what stands under these keys.
fn is_silent_but_for(root: Ref<'_>, keys: &[&str]) -> bool {
    root.entries().all(|entry| keys.contains(&entry.key()) || is_silent(entry.key(), entry.value))
}

fn is_silent(key: &str, value: Ref<'_>) -> bool {
    !has_oms_words(key.as_bytes()) && oms_word_in(value).is_none()
}

/// Whether something at the root says that this is a schema.
fn is_meant_as_schema(root: Ref<'_>) -> bool {
    let is_typed = root.get("type").is_some_and(is_type);
    root.get("$schema").is_some()
        || (is_typed && root.has_any(&["properties", "items", "allOf", "anyOf", "oneOf", "$defs", "definitions"]))
}

/// Whether all of a node is a schema: where OMS's words stand in it, a schema describes them.
fn is_schema(node: Ref<'_>, depth: usize) -> bool {
    let is_part = |node: Ref<'_>| node.flag().is_some() || (depth < DEEPEST && is_schema(node, depth + 1));
    node.is_mapping()
        && node.entries().all(|entry| {
            let value = entry.value;
            match entry.key() {
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
                    value.is_mapping() && value.entries().all(|entry| is_part(entry.value))
                }
                "items"
                | "additionalItems"
                | "prefixItems"
                | "additionalProperties"
                | "contains"
                | "propertyNames"
                | "allOf"
                | "anyOf"
                | "oneOf"
                | "not"
                | "if"
                | "then"
                | "else" => {
                    if value.is_mapping() || value.flag().is_some() {
                        is_part(value)
                    } else {
                        value.items().all(is_part)
                    }
                }
                "type" => is_type(value),
                "const" | "default" | "description" | "enum" | "example" | "examples" | "required" | "title"
                | "$comment" => true,
                key => is_silent(key, value),
            }
        })
}

/// Whether this names a type of JSON, or several.
fn is_type(node: Ref<'_>) -> bool {
    const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
    let is_one = |node: Ref<'_>| node.text().is_some_and(|text| TYPES.contains(&text));
    is_one(node) || (node.items().next().is_some() && node.items().all(is_one))
}
