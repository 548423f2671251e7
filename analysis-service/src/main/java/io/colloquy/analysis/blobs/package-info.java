/** Where large things are kept: a folder, or S3 and what speaks like it. */
package io.colloquy.analysis.blobs;
