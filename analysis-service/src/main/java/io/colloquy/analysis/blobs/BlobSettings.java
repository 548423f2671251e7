package io.colloquy.analysis.blobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where blobs are kept. */
@ConfigMapping(prefix = "colloquy.blobs")
interface BlobSettings {

  enum Store {
    FOLDER,
    S3
  }

  @WithDefault("folder")
  Store store();

  /** Of the folder store, from where the service was started. */
  @WithDefault(".colloquy/blobs")
  Path folder();

  S3 s3();

  /** Of the S3 store. */
  interface S3 {
    Optional<String> bucket();

    @WithDefault("us-east-1")
    String region();

    /** Of a server other than Amazon's. */
    Optional<URI> endpoint();

    /** With {@code secretKey}; without them those that the machine has. */
    Optional<String> accessKey();

    Optional<String> secretKey();
  }
}
