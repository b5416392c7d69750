import protobuf from "protobufjs/minimal.js";

// 64-bit integers decode to plain numbers instead of Long objects. Everything we carry (milliseconds,
// counters, offsets) is below 2^53; what is not loses precision here and is rejected by its range check.
// This must run before the generated code is loaded, because that code builds its defaults from it.
protobuf.util.Long = null as never;
protobuf.configure();
