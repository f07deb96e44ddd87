package dev.batuta.quote.catalogue;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and replaces what a tenant sells. */
@RestController
@RequestMapping("/api/v1/catalogue")
class CatalogueController {
  private static final int LARGEST = 1024 * 1024;

  private final Catalogues catalogues;

  CatalogueController(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Catalogue show(TenantId tenant) {
    return catalogues
        .find(tenant)
        .orElseThrow(() -> ProblemException.notFound("catalogue of", tenant));
  }

  /** Replaces all of it; what does not fit together is refused as a whole. */
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @RolesAllowed(Role.TENANT_ADMIN)
  @RequestBody(content = @Content(schema = @Schema(implementation = Catalogue.class)))
  Catalogue replace(TenantId tenant, InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new ProblemException(
          ProblemCode.PAYLOAD_TOO_LARGE, "A catalogue has at most 1 MB of JSON.");
    }
    Catalogue catalogue = CatalogueBody.read(bytes, tenant, catalogues.nextRevision(tenant));
    if (!catalogues.put(catalogue)) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "Somebody else has replaced the catalogue at the same moment.");
    }
    return catalogue;
  }
}
