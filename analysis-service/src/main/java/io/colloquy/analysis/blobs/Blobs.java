package io.colloquy.analysis.blobs;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The store that is configured. */
final class Blobs {

  @Produces
  @Singleton
  BlobStore store(BlobSettings settings) {
    return switch (settings.store()) {
      case FOLDER -> new FolderStore(settings.folder());
      case S3 -> new S3Store(place(settings.s3()));
    };
  }

  private static S3Store.Place place(BlobSettings.S3 s3) {
    var bucket =
        s3.bucket()
            .orElseThrow(() -> new IllegalStateException("colloquy.blobs.s3.bucket is not set"));
    var credentials =
        s3.accessKey()
            .flatMap(
                access -> s3.secretKey().map(secret -> new S3Store.Credentials(access, secret)));
    return new S3Store.Place(s3.endpoint(), s3.region(), bucket, credentials);
  }

  void close(@Disposes BlobStore store) {
    store.close();
  }
}
