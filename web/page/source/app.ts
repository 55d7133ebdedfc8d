export {}; console.log("ambit");
