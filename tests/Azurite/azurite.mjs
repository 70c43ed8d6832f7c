// Azurite for as long as the program that started it lives: its end, however it comes, closes our standard input.
process.stdin.on("end", () => process.exit(0)).resume();
process.argv.push(
  "--silent", "--skipApiVersionCheck", "--inMemoryPersistence", "--disableTelemetry",
  "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
);
await import("azurite/dist/src/azurite.js");
