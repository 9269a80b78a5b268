//! What an export is: the documents of OMS, the components they make, and how these belong together.

pub mod assemble;
mod batches;
pub mod classify;
pub mod component;
pub mod export;
pub mod ha;
pub mod index;
pub mod section;
pub mod shape;
pub mod shapes;
pub mod store;
mod supersede;
pub mod time;
