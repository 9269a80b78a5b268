//! omslint reads exported configurations of OceanBase Migration Service (OMS) components, finds what an upgrade would
//! break, and fixes it without changing anything else.
//!
//! Values go one way: disk, document, shape, export, rules, findings, apply, report, render. Disk stands at one edge
//! and the terminal at the other; nothing between them prints, reads a file or asks for the time.

pub mod apply;
pub mod baseline;
pub mod change;
pub mod checkpoint;
pub mod cli;
pub mod compare;
pub mod component;
pub mod config;
pub mod disk;
pub mod document;
pub mod edit;
pub mod evidence;
pub mod export;
pub mod finding;
pub mod fingerprint;
pub mod folder;
pub mod ha;
pub mod hidden;
pub mod identity;
pub mod index;
pub mod knowledge;
pub mod lint;
pub mod memory;
pub mod meta;
pub mod node;
pub mod overview;
pub mod plan;
pub mod recognise;
pub mod redact;
pub mod render;
pub mod report;
pub mod rule;
pub mod rules;
pub mod schemas;
pub mod section;
pub mod shape;
pub mod shapes;
pub mod source;
pub mod spelling;
pub mod store;
pub mod syntax;
pub mod template;
pub mod time;
pub mod told;
pub mod unchecked;
