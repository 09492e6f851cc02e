/**
 * What an app does to run only what its makers signed: a reference that an Android team may copy as it stands. Java 8 language and only
 * classes that Android 5 (API 21) has; nothing of the server, no other library.
 */
package dev.patchbay.client;
