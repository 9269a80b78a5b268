//! The list of output formats.

pub mod comparison;
mod concise;
pub mod diff;
mod full;
mod json;
mod screen;

use crate::report::Renderer;

/// Every format; the first is the default.
pub const ALL: &[&dyn Renderer] = &[&full::Full, &concise::Concise, &json::Json];
