//! Tells the linker that Node.js itself provides the symbols of Node-API.

fn main() {
    napi_build::setup();
}
